import { expect, it } from 'vitest'
import { SLUG_FORM, slugOf } from './slug'

it('a_name_becomes_a_short_name_that_the_hub_takes', () => {
  expect(slugOf('Ferretería Ñandú S.A.')).toBe('ferreteria-nandu-s-a')
  expect(slugOf('  ¡Hola!  ')).toBe('hola')
  expect(slugOf(`${'a'.repeat(62)} b`)).toBe('a'.repeat(62))
  for (const name of ['Ferretería Ñandú S.A.', 'x', `${'ab '.repeat(40)}`])
    expect(slugOf(name)).toMatch(SLUG_FORM)
})

it('a_name_without_latin_letters_leaves_it_to_the_person', () => {
  expect(slugOf('株式会社')).toBe('')
})
