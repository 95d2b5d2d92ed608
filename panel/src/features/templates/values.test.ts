import { expect, it } from 'vitest'
import type { TemplateVariable } from '@/api/types'
import { examplesOf, filledIn, placeOf } from './values'

const blank: TemplateVariable = {
  card: null,
  component: 'body',
  button: null,
  subType: null,
  name: '1',
  type: 'text',
  required: true,
  example: 'Ana',
}

it('values_of_the_text_go_in_their_order_and_named_ones_by_their_name', () => {
  const second = { ...blank, name: '2', example: '12' }
  const values = examplesOf([blank, second])
  expect(filledIn([blank, second], values, 'POSITIONAL')).toEqual([
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Ana' },
        { type: 'text', text: '12' },
      ],
    },
  ])
  const named = { ...blank, name: 'cliente' }
  expect(filledIn([named], examplesOf([named]), 'NAMED')).toEqual([
    { type: 'body', parameters: [{ type: 'text', parameter_name: 'cliente', text: 'Ana' }] },
  ])
})

it('a_button_carries_its_kind_and_place_and_a_file_its_id_or_address', () => {
  const url = {
    ...blank,
    component: 'button' as const,
    button: 1,
    subType: 'url',
    name: '1',
    example: 'pedido/12',
  }
  const header = { ...blank, component: 'header' as const, name: null, type: 'image' as const, example: null }
  const values = { ...examplesOf([url, header]), [placeOf(header)]: 'med_01k9' }
  expect(filledIn([header, url], values, 'POSITIONAL')).toEqual([
    { type: 'header', parameters: [{ type: 'image', image: { id: 'med_01k9' } }] },
    { type: 'button', sub_type: 'url', index: '1', parameters: [{ type: 'text', text: 'pedido/12' }] },
  ])
})

it('cards_of_a_carousel_keep_their_values_apart', () => {
  const first = { ...blank, card: 0 }
  const second = { ...blank, card: 1, example: 'Bruno' }
  expect(filledIn([first, second], examplesOf([first, second]), 'POSITIONAL')).toEqual([
    {
      type: 'carousel',
      cards: [
        { card_index: 0, components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana' }] }] },
        { card_index: 1, components: [{ type: 'body', parameters: [{ type: 'text', text: 'Bruno' }] }] },
      ],
    },
  ])
})

it('what_is_not_needed_and_not_filled_in_is_left_out', () => {
  expect(filledIn([{ ...blank, required: false, example: null }], {}, 'POSITIONAL')).toEqual([])
})
