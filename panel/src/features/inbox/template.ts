import type { Template } from '@/api/types'

/** What people type for the variables of a template, by `fieldOf`. */
export type Values = Readonly<Record<string, string>>
export type Variable = Template['variables'][number]

type Parameter = {
  type?: string
  text?: string
  parameter_name?: string
  payload?: string
  coupon_code?: string
}
export type Component = { type: string; sub_type?: string; index?: string; parameters?: Parameter[] }

/** Each variable under a name of its own. */
export function fieldOf({ card, component, button, name, type }: Variable): string {
  return [card ?? '', component, button ?? '', name ?? type].join('/')
}

/** Only texts and the values of buttons can be typed; a file or a place has to be sent by other means. */
export function isTyped({ type, card }: Variable): boolean {
  return card === null && ['text', 'payload', 'coupon_code'].includes(type)
}

/** The values in Meta's form, as a message brings them. */
export function componentsOf(template: Template, values: Values): Component[] {
  const named = template.parameterFormat === 'NAMED'
  const components: Component[] = []
  for (const variable of template.variables) {
    const value = values[fieldOf(variable)]?.trim()
    if (!value || !isTyped(variable)) continue
    const component = componentFor(components, variable)
    component.parameters?.push(parameterOf(variable, value, named))
  }
  return components
}

function componentFor(components: Component[], { component: type, subType, button }: Variable): Component {
  const index = button === null ? undefined : String(button)
  const found = components.find((each) => each.type === type && each.index === index)
  if (found) return found
  const made: Component = {
    type,
    ...(subType !== null && { sub_type: subType }),
    ...(index !== undefined && { index }),
    parameters: [],
  }
  components.push(made)
  return made
}

function parameterOf({ type, name, component }: Variable, value: string, named: boolean): Parameter {
  if (type === 'payload') return { type, payload: value }
  if (type === 'coupon_code') return { type, coupon_code: value }
  return {
    type: 'text',
    text: value,
    ...(named && name !== null && component !== 'button' && { parameter_name: name }),
  }
}

/** Variables that are needed and have no value yet. */
export function missingOf(template: Template, values: Values): Variable[] {
  return template.variables.filter((variable) => variable.required && !values[fieldOf(variable)]?.trim())
}

export type Filled = { header: string | null; body: string; footer: string | null; buttons: string[] }

type Part = { type?: string; format?: string; text?: string; buttons?: { text?: string }[] }

/** A template with the values of a message in it, as the person sees it. */
export function filled(template: Template, components: readonly Component[]): Filled {
  const parts = template.components as Part[]
  const part = (type: string) => parts.find((each) => each.type?.toUpperCase() === type)
  const said = (type: string) => components.find((each) => each.type.toLowerCase() === type)?.parameters ?? []
  const header = part('HEADER')
  return {
    header: header?.text ? withValues(header.text, said('header')) : null,
    body: withValues(part('BODY')?.text ?? template.body, said('body')),
    footer: part('FOOTER')?.text ?? null,
    buttons: (part('BUTTONS')?.buttons ?? []).flatMap(({ text }) => (text ? [text] : [])),
  }
}

function withValues(text: string, parameters: readonly Parameter[]): string {
  return text.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (place, name: string) => {
    const byName = parameters.find((each) => each.parameter_name === name)
    const byNumber = /^\d+$/.test(name) ? parameters[Number(name) - 1] : undefined
    return (byName ?? byNumber)?.text ?? place
  })
}
