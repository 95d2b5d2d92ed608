import type { Component } from '@/api/queries/templates'
import type { TemplateShown } from '@/api/types'

export const CATEGORIES = ['UTILITY', 'MARKETING', 'AUTHENTICATION'] as const
export type Category = (typeof CATEGORIES)[number]
export const HEADERS = ['none', 'TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'] as const
export type HeaderKind = (typeof HEADERS)[number]
export const BUTTONS = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE'] as const
export type ButtonKind = (typeof BUTTONS)[number]

/** `value` is the address, the telephone number or the code, as the kind asks. */
export type DraftButton = { type: ButtonKind; text: string; value: string; example: string }

/** What is typed in the form, as it is typed. */
export type Draft = {
  name: string
  language: string
  category: Category
  header: HeaderKind
  headerText: string
  /** A file of this hub that stands for what is sent later. */
  headerFile: string
  body: string
  /** By the name of the value. */
  examples: Readonly<Record<string, string>>
  footer: string
  buttons: readonly DraftButton[]
  /** For one-time codes. */
  securityAdvice: boolean
  expiresInMinutes: string
}

export const EMPTY_DRAFT: Draft = {
  name: '',
  language: 'es_AR',
  category: 'UTILITY',
  header: 'none',
  headerText: '',
  headerFile: '',
  body: '',
  examples: {},
  footer: '',
  buttons: [],
  securityAdvice: true,
  expiresInMinutes: '10',
}

/** The values in a text, each once, in their order: `{{1}}`, `{{nombre}}`. */
export function placeholdersIn(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^{}]+?)\s*\}\}/g)].map((match) => match[1] ?? ''))]
}

/** Every value of the draft with the place it is in: the same number in header and body is two values. */
export function blanksOf(draft: Draft): { key: string; name: string }[] {
  if (draft.category === 'AUTHENTICATION') return []
  const header = draft.header === 'TEXT' ? placeholdersIn(draft.headerText) : []
  return [
    ...header.map((name) => ({ key: `header:${name}`, name })),
    ...placeholdersIn(draft.body).map((name) => ({ key: `body:${name}`, name })),
  ]
}

export function isNamed(draft: Draft): boolean {
  return blanksOf(draft).some(({ name }) => !/^\d+$/.test(name))
}

export type DraftFault = 'name' | 'body' | 'bodyEdge' | 'headerText' | 'headerFile' | 'example' | 'button'

/** What Meta would refuse, found before it is asked. */
export function faultsOf(draft: Draft): Partial<Record<string, DraftFault>> {
  const faults: Partial<Record<string, DraftFault>> = {}
  if (!/^[a-z0-9_]{1,512}$/.test(draft.name)) faults['name'] = 'name'
  if (draft.category === 'AUTHENTICATION') return faults
  const body = draft.body.trim()
  if (!body || [...body].length > 1024) faults['body'] = 'body'
  else if (/^\{\{[^{}]+\}\}|\{\{[^{}]+\}\}$/.test(body)) faults['body'] = 'bodyEdge'
  if (draft.header === 'TEXT' && (!draft.headerText.trim() || [...draft.headerText].length > 60))
    faults['headerText'] = 'headerText'
  if (['IMAGE', 'VIDEO', 'DOCUMENT'].includes(draft.header) && !draft.headerFile)
    faults['headerFile'] = 'headerFile'
  for (const { key } of blanksOf(draft)) if (!draft.examples[key]?.trim()) faults[key] = 'example'
  draft.buttons.forEach((button, index) => {
    const text = button.type === 'COPY_CODE' || (button.text.trim() && button.text.length <= 25)
    const example = button.type !== 'URL' || !button.value.includes('{{') || button.example.trim()
    const value =
      button.type === 'QUICK_REPLY' ||
      (button.type === 'URL' ? /^https?:\/\/\S+$/.test(button.value) : button.value.trim() !== '')
    if (!text || !value || !example) faults[`button:${index}`] = 'button'
  })
  return faults
}

function example(draft: Draft, place: 'header' | 'body'): Component {
  const names = blanksOf(draft).filter(({ key }) => key.startsWith(`${place}:`))
  if (names.length === 0) return {}
  const given = names.map(({ key }) => draft.examples[key]?.trim() ?? '')
  if (isNamed(draft)) {
    const list = names.map(({ name }, index) => ({ param_name: name, example: given[index] }))
    return { example: { [`${place}_text_named_params`]: list } }
  }
  return { example: place === 'header' ? { header_text: given } : { body_text: [given] } }
}

function buttonOf({ type, text, value, example }: DraftButton): Component {
  switch (type) {
    case 'QUICK_REPLY':
      return { type, text }
    case 'URL':
      return { type, text, url: value, ...(value.includes('{{') && { example: [example] }) }
    case 'PHONE_NUMBER':
      return { type, text, phone_number: value }
    case 'COPY_CODE':
      return { type, example: value }
  }
}

/** The components of the draft, in Meta's form. */
export function componentsOf(draft: Draft): Component[] {
  if (draft.category === 'AUTHENTICATION') {
    return [
      { type: 'BODY', add_security_recommendation: draft.securityAdvice },
      ...(draft.expiresInMinutes
        ? [{ type: 'FOOTER', code_expiration_minutes: Number(draft.expiresInMinutes) }]
        : []),
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
    ]
  }
  const { header } = draft
  return [
    ...(header === 'TEXT'
      ? [{ type: 'HEADER', format: header, text: draft.headerText.trim(), ...example(draft, 'header') }]
      : header === 'LOCATION'
        ? [{ type: 'HEADER', format: header }]
        : header === 'none'
          ? []
          : [{ type: 'HEADER', format: header, example: { header_handle: [draft.headerFile] } }]),
    { type: 'BODY', text: draft.body.trim(), ...example(draft, 'body') },
    ...(draft.footer.trim() ? [{ type: 'FOOTER', text: draft.footer.trim() }] : []),
    ...(draft.buttons.length ? [{ type: 'BUTTONS', buttons: draft.buttons.map(buttonOf) }] : []),
  ]
}

function filled(text: string, place: 'header' | 'body', examples: Draft['examples']): string {
  return text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (all, name: string) => examples[`${place}:${name}`] || all)
}

/** What the person would see, with the examples in their places. */
export function shownOf(
  draft: Draft,
  words: { code: string; advice: string; expires: string },
): TemplateShown {
  if (draft.category === 'AUTHENTICATION') {
    return {
      header: null,
      body: draft.securityAdvice ? `${words.code} ${words.advice}` : words.code,
      footer: draft.expiresInMinutes ? words.expires : null,
      buttons: [],
      cards: [],
    }
  }
  const format = draft.header.toLowerCase() as 'text'
  return {
    header:
      draft.header === 'none'
        ? null
        : {
            format,
            text: draft.header === 'TEXT' ? filled(draft.headerText, 'header', draft.examples) : null,
            file: null,
          },
    body: filled(draft.body, 'body', draft.examples),
    footer: draft.footer.trim() || null,
    buttons: draft.buttons.map(({ type, text, value }) => ({
      type,
      text: text || value,
      url: type === 'URL' ? value : null,
    })),
    cards: [],
  }
}

type Loose = Record<string, unknown>
const list = (value: unknown): Loose[] => (Array.isArray(value) ? (value as Loose[]) : [])
const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** The form for a template that is there, or null when it holds what the form has no place for. */
export function draftOf(template: {
  name: string
  language: string
  category: string
  components: readonly Loose[]
}): Draft | null {
  const category = CATEGORIES.find((each) => each === template.category)
  if (!category) return null
  const draft: Draft = { ...EMPTY_DRAFT, name: template.name, language: template.language, category }
  const examples: Record<string, string> = {}
  const learn = (place: 'header' | 'body', words: string, given: Loose | undefined) => {
    const named = list(given?.[`${place}_text_named_params`])
    const numbered = given?.[`${place}_text`]
    const flat = (Array.isArray(numbered) ? numbered.flat() : []) as unknown[]
    placeholdersIn(words).forEach((name, index) => {
      const found = named.find((each) => each['param_name'] === name)
      examples[`${place}:${name}`] = text(found?.['example'] ?? flat[index])
    })
  }
  for (const component of template.components) {
    const given = component['example'] as Loose | undefined
    switch (component['type']) {
      case 'HEADER': {
        const kind = HEADERS.find((each) => each === component['format'])
        if (!kind) return null
        draft.header = kind
        draft.headerText = text(component['text'])
        draft.headerFile = text((given?.['header_handle'] as unknown[] | undefined)?.[0])
        learn('header', draft.headerText, given)
        break
      }
      case 'BODY':
        draft.body = text(component['text'])
        if (category === 'AUTHENTICATION')
          draft.securityAdvice = component['add_security_recommendation'] === true
        learn('body', draft.body, given)
        break
      case 'FOOTER':
        draft.footer = text(component['text'])
        draft.expiresInMinutes = component['code_expiration_minutes']
          ? String(component['code_expiration_minutes'])
          : ''
        break
      case 'BUTTONS': {
        const buttons = list(component['buttons'])
        if (category === 'AUTHENTICATION') break
        if (buttons.some((each) => !BUTTONS.includes(each['type'] as ButtonKind))) return null
        draft.buttons = buttons.map((each) => ({
          type: each['type'] as ButtonKind,
          text: text(each['text']),
          value: text(
            each['url'] ??
              each['phone_number'] ??
              (Array.isArray(each['example']) ? each['example'][0] : each['example']),
          ),
          example: text(Array.isArray(each['example']) ? each['example'][0] : each['example']),
        }))
        break
      }
      default:
        return null
    }
  }
  return { ...draft, examples }
}
