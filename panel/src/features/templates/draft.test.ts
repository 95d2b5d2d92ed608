import { expect, it } from 'vitest'
import { blanksOf, componentsOf, draftOf, EMPTY_DRAFT, faultsOf, placeholdersIn, shownOf } from './draft'

const order = {
  ...EMPTY_DRAFT,
  name: 'pedido_listo',
  body: 'Hola {{1}}, su pedido {{2}} está listo.',
  examples: { 'body:1': 'Ana', 'body:2': '12' },
}
const words = { code: '123456', advice: '', expires: '' }

it('values_are_found_once_each_and_in_their_order', () => {
  expect(placeholdersIn('{{2}} y {{ 1 }} y {{2}}')).toEqual(['2', '1'])
  expect(blanksOf(order).map(({ key }) => key)).toEqual(['body:1', 'body:2'])
})

it('a_draft_becomes_what_meta_takes', () => {
  expect(
    componentsOf({
      ...order,
      footer: 'Flores Sur',
      buttons: [{ type: 'QUICK_REPLY', text: 'Gracias', value: '', example: '' }],
    }),
  ).toEqual([
    { type: 'BODY', text: order.body, example: { body_text: [['Ana', '12']] } },
    { type: 'FOOTER', text: 'Flores Sur' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Gracias' }] },
  ])
})

it('named_values_bring_their_names_along', () => {
  const named = { ...order, body: 'Hola {{nombre}}, adelante.', examples: { 'body:nombre': 'Ana' } }
  expect(componentsOf(named)[0]).toEqual({
    type: 'BODY',
    text: named.body,
    example: { body_text_named_params: [{ param_name: 'nombre', example: 'Ana' }] },
  })
})

it('the_preview_shows_the_examples_in_their_places', () => {
  expect(shownOf(order, words).body).toBe('Hola Ana, su pedido 12 está listo.')
  expect(shownOf({ ...order, examples: {} }, words).body).toBe(order.body)
})

it('what_meta_would_refuse_is_found_before_it_is_asked', () => {
  expect(faultsOf(order)).toEqual({})
  expect(faultsOf({ ...order, name: 'Pedido listo' })).toEqual({ name: 'name' })
  expect(faultsOf({ ...order, body: '{{1}} está listo' })['body']).toBe('bodyEdge')
  expect(faultsOf({ ...order, examples: { 'body:1': 'Ana' } })).toEqual({ 'body:2': 'example' })
  expect(
    faultsOf({ ...order, buttons: [{ type: 'URL', text: 'Ver', value: 'ejemplo', example: '' }] }),
  ).toEqual({
    'button:0': 'button',
  })
})

it('a_template_that_is_there_comes_back_into_the_form_and_one_that_is_too_rich_does_not', () => {
  const components = componentsOf(order)
  expect(draftOf({ name: order.name, language: 'es_AR', category: 'UTILITY', components })).toEqual(order)
  expect(
    draftOf({
      name: 'x',
      language: 'es',
      category: 'MARKETING',
      components: [{ type: 'CAROUSEL', cards: [] }],
    }),
  ).toBeNull()
})
