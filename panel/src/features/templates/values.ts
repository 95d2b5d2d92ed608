import type { Component } from '@/api/queries/templates'
import type { TemplateVariable } from '@/api/types'

/** What a person filled in, by the place it goes to. */
export type Values = Readonly<Record<string, string>>

export function placeOf({ card, component, button, name, type }: TemplateVariable): string {
  return [card ?? '', component, button ?? '', name ?? '', type].join(':')
}

/** The examples of a template, which are what its fields begin with. */
export function examplesOf(variables: readonly TemplateVariable[]): Values {
  return Object.fromEntries(variables.map((variable) => [placeOf(variable), variable.example ?? '']))
}

/** What can be typed in; the rest Meta fills in by itself or the template brings along. */
export function isTyped({ type }: TemplateVariable): boolean {
  return type !== 'action' && type !== 'limited_time_offer'
}

export function isFile({ type }: TemplateVariable): boolean {
  return type === 'image' || type === 'video' || type === 'document'
}

function parameter(variable: TemplateVariable, value: string, named: boolean): Component {
  const { type, name } = variable
  switch (type) {
    case 'text':
      return { type: 'text', ...(named && name && { parameter_name: name }), text: value }
    case 'image':
    case 'video':
    case 'document':
      return { type, [type]: value.startsWith('med_') ? { id: value } : { link: value } }
    case 'location': {
      const [latitude, longitude] = value.split(',').map(Number)
      return { type, location: { latitude, longitude, name: '', address: '' } }
    }
    case 'payload':
      return { type, payload: value }
    case 'coupon_code':
      return { type, coupon_code: value }
    case 'action':
      return { type, action: {} }
    case 'limited_time_offer':
      return { type, limited_time_offer: { expiration_time_ms: Number(value) } }
  }
}

function componentsOf(variables: readonly TemplateVariable[], values: Values, named: boolean): Component[] {
  const found = new Map<string, Component & { parameters: Component[] }>()
  for (const variable of variables) {
    const value = values[placeOf(variable)] ?? ''
    if (!value && !variable.required) continue
    const { component, button, subType } = variable
    const key = `${component}:${button ?? ''}`
    const there = found.get(key) ?? {
      type: component,
      ...(component === 'button' && { sub_type: subType, index: String(button) }),
      parameters: [],
    }
    there.parameters.push(parameter(variable, value, named))
    found.set(key, there)
  }
  return [...found.values()]
}

/** The components of a message with these values, in Meta's form. */
export function filledIn(
  variables: readonly TemplateVariable[],
  values: Values,
  format: 'POSITIONAL' | 'NAMED',
): Component[] {
  const named = format === 'NAMED'
  const own = componentsOf(
    variables.filter(({ card }) => card === null),
    values,
    named,
  )
  const indexes = [...new Set(variables.flatMap(({ card }) => (card === null ? [] : [card])))].sort(
    (a, b) => a - b,
  )
  if (indexes.length === 0) return own
  const cards = indexes.map((index) => ({
    card_index: index,
    components: componentsOf(
      variables.filter(({ card }) => card === index),
      values,
      named,
    ),
  }))
  return [...own, { type: 'carousel', cards }]
}
