import { expect, it } from 'vitest'
import { formatted, onlyEmoji } from './whatsappText'

const partsOf = (text: string) =>
  formatted(text).flatMap((block): unknown[] => ('parts' in block ? block.parts : [block]))

it('bold_italic_and_struck_may_lie_in_each_other', () => {
  expect(partsOf('*muy _importante_* ~no~')).toEqual([
    {
      kind: 'bold',
      parts: [
        { kind: 'text', text: 'muy ' },
        { kind: 'italic', parts: [{ kind: 'text', text: 'importante' }] },
      ],
    },
    { kind: 'text', text: ' ' },
    { kind: 'struck', parts: [{ kind: 'text', text: 'no' }] },
  ])
})

it('a_sign_within_a_word_or_beside_a_blank_is_only_a_sign', () => {
  expect(partsOf('2*3*4 y snake_case_name')).toEqual([{ kind: 'text', text: '2*3*4 y snake_case_name' }])
  expect(partsOf('3 * 4 * 5')).toEqual([{ kind: 'text', text: '3 * 4 * 5' }])
})

it('links_end_before_the_full_stop_and_know_their_protocol', () => {
  expect(partsOf('Vea www.ejemplo.com/a?b=1. Escriba a ana@ejemplo.com')).toEqual([
    { kind: 'text', text: 'Vea ' },
    { kind: 'link', text: 'www.ejemplo.com/a?b=1', href: 'https://www.ejemplo.com/a?b=1' },
    { kind: 'text', text: '. Escriba a ' },
    { kind: 'link', text: 'ana@ejemplo.com', href: 'mailto:ana@ejemplo.com' },
  ])
})

it('a_script_address_is_no_link', () => {
  expect(partsOf('javascript:alert(1)')).toEqual([{ kind: 'text', text: 'javascript:alert(1)' }])
})

it('blocks_quotes_and_lists_are_lines_of_their_own', () => {
  expect(formatted('> antes\n- uno\n2. dos\n```\na *b*\n```\nfin').map(({ kind }) => kind)).toEqual([
    'quote',
    'item',
    'item',
    'block',
    'line',
  ])
})

it('a_few_emoji_alone_are_shown_large', () => {
  expect(onlyEmoji('👍🏽')).toBe(true)
  expect(onlyEmoji('👩‍👩‍👧 🎉')).toBe(true)
  expect(onlyEmoji('ok 👍')).toBe(false)
  expect(onlyEmoji('')).toBe(false)
})
