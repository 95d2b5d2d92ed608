import { expect, it } from 'vitest'
import type { Contact } from '@/api/types'
import { changesOf, editedOf } from './edited'

const ana = {
  id: 'con_1',
  name: 'Ana',
  tags: ['vip'],
  fields: { ciudad: 'Rosario', zona: 'norte' },
  note: null,
} as unknown as Contact

it('what_was_not_touched_is_not_told', () => {
  expect(changesOf(ana, editedOf(ana))).toBeNull()
})

it('only_what_changed_is_told_and_a_field_that_is_gone_as_null', () => {
  const edited = {
    ...editedOf(ana),
    tags: ['vip', 'mayorista'],
    fields: [
      { name: 'ciudad', value: 'Córdoba' },
      { name: 'talle', value: '42' },
      { name: '', value: 'sin nombre' },
    ],
  }
  expect(changesOf(ana, edited)).toEqual({
    tags: ['vip', 'mayorista'],
    fields: { ciudad: 'Córdoba', talle: '42', zona: null },
  })
})

it('an_emptied_name_is_given_back_to_what_the_person_calls_themselves', () => {
  expect(changesOf(ana, { ...editedOf(ana), name: '  ' })).toEqual({ name: null })
})
