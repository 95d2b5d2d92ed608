import { expect, it } from 'vitest'
import type { Template } from '@/api/types'
import { componentsOf, fieldOf, filled, missingOf, type Variable } from './template'

const variable = (changes: Partial<Variable>): Variable => ({
  card: null,
  component: 'body',
  button: null,
  subType: null,
  name: '1',
  type: 'text',
  required: true,
  example: null,
  ...changes,
})

const template = (changes: Partial<Template>): Template =>
  ({
    parameterFormat: 'POSITIONAL',
    body: 'Hola {{1}}, su pedido {{2}} salió.',
    variables: [
      variable({ name: '1' }),
      variable({ name: '2' }),
      variable({ component: 'button', button: 0, subType: 'url', name: '1' }),
    ],
    components: [
      { type: 'BODY', text: 'Hola {{1}}, su pedido {{2}} salió.' },
      { type: 'FOOTER', text: 'Flores' },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Seguir' }] },
    ],
    ...changes,
  }) as Template

it('values_become_components_in_metas_form_and_the_text_that_the_person_sees', () => {
  const one = template({})
  const [name, number, link] = one.variables.map(fieldOf)
  const values = { [name ?? '']: 'Ana', [number ?? '']: 'A-7', [link ?? '']: 'a7' }
  const components = componentsOf(one, values)
  expect(components).toEqual([
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Ana' },
        { type: 'text', text: 'A-7' },
      ],
    },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'a7' }] },
  ])
  expect(filled(one, components)).toEqual({
    header: null,
    body: 'Hola Ana, su pedido A-7 salió.',
    footer: 'Flores',
    buttons: ['Seguir'],
  })
})

it('named_values_carry_their_names', () => {
  const one = template({
    parameterFormat: 'NAMED',
    body: 'Hola {{nombre}}',
    variables: [variable({ name: 'nombre' })],
    components: [{ type: 'BODY', text: 'Hola {{nombre}}' }],
  })
  const components = componentsOf(one, { 'body//nombre': 'x', '/body//nombre': 'Ana' })
  expect(components).toEqual([
    { type: 'body', parameters: [{ type: 'text', text: 'Ana', parameter_name: 'nombre' }] },
  ])
  expect(filled(one, components).body).toBe('Hola Ana')
})

it('what_is_needed_and_not_typed_is_named', () => {
  expect(missingOf(template({}), {}).map(fieldOf)).toEqual(['/body//1', '/body//2', '/button/0/1'])
  expect(filled(template({}), []).body).toBe('Hola {{1}}, su pedido {{2}} salió.')
})
