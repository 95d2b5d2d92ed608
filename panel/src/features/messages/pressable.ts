import type { SendMessage } from '@/api/types'
import { linesOf, optional, parsed } from './typed'

type Interactive = Extract<SendMessage, { type: 'interactive' }>['interactive']
type Other = Extract<Interactive, { type: 'product' | 'carousel' }>

export const CHOICES = [
  'button', 'list', 'cta_url', 'location_request_message', 'flow', 'catalog_message', 'product', 'product_list', 'other',
] as const // prettier-ignore
/** What one can press below the text: answers, a list, a link, … `other` is whatever else Meta knows, as JSON. */
export type Choice = (typeof CHOICES)[number]

/** What is typed for a message that one can press, as it is typed. */
export type Pressable = {
  text: string
  choice: Choice
  buttons: [string, string, string]
  /** What opens the list, the link or the form. */
  label: string
  /** One in each line, title and description parted by a bar. */
  rows: string
  url: string
  flowId: string
  /** The form's first screen; without one the form asks its own server. */
  screen: string
  /** Whose picture the catalogue shows. */
  thumbnail: string
  catalogId: string
  productId: string
  heading: string
  /** One in each line. */
  products: string
  json: string
}

export const EMPTY_PRESSABLE: Pressable = {
  text: '',
  choice: 'button',
  buttons: ['', '', ''],
  label: '',
  rows: '',
  url: '',
  flowId: '',
  screen: '',
  thumbnail: '',
  catalogId: '',
  productId: '',
  heading: '',
  products: '',
  json: '',
}

export type PressableFault = 'missing' | 'badRows' | 'badUrl' | 'badProducts' | 'badObject'
type Faults = Partial<Record<keyof Pressable, PressableFault>>
type Typed = Exclude<keyof Pressable, 'choice' | 'buttons'>

/** What has to be typed for each choice. */
const NEEDED: Record<Choice, readonly Typed[]> = {
  button: ['text'],
  list: ['text', 'label'],
  cta_url: ['text', 'label'],
  location_request_message: ['text'],
  flow: ['text', 'flowId', 'label'],
  catalog_message: ['text'],
  product: ['catalogId', 'productId'],
  product_list: ['text', 'heading', 'catalogId'],
  other: [],
}

/** What is still wrong, by field. */
export function pressableFaults(draft: Pressable): Faults {
  const faults: Faults = {}
  for (const field of NEEDED[draft.choice]) if (draft[field].trim() === '') faults[field] = 'missing'
  switch (draft.choice) {
    case 'button':
      if (draft.buttons.every((button) => button.trim() === '')) faults.buttons = 'missing'
      break
    case 'list':
      if (!listable(rowsOf(draft))) faults.rows = 'badRows'
      break
    case 'cta_url':
      if (!/^https?:\/\/\S+$/.test(draft.url.trim())) faults.url = 'badUrl'
      break
    case 'product_list': {
      const { length } = linesOf(draft.products)
      if (length < 1 || length > 30) faults.products = 'badProducts'
      break
    }
    case 'other':
      if (!isObject(parsed(draft.json))) faults.json = 'badObject'
      break
    case 'location_request_message':
    case 'flow':
    case 'catalog_message':
    case 'product':
      break
    default:
      draft.choice satisfies never
  }
  return faults
}

/** The message's `interactive` in Meta's form. Only for a draft without faults. */
export function interactiveOf(draft: Pressable): Interactive {
  const body = { text: draft.text }
  const label = draft.label.trim()
  switch (draft.choice) {
    case 'button': {
      const titles = draft.buttons.map((title) => title.trim()).filter((title) => title !== '')
      const buttons = titles.map((title, index) => ({
        type: 'reply' as const,
        reply: { id: `button-${index + 1}`, title },
      }))
      return { type: 'button', body, action: { buttons } }
    }
    case 'list':
      return { type: 'list', body, action: { button: label, sections: [{ rows: rowsOf(draft) }] } }
    case 'cta_url':
      return {
        type: 'cta_url',
        body,
        action: { name: 'cta_url', parameters: { display_text: label, url: draft.url.trim() } },
      }
    case 'location_request_message':
      return { type: 'location_request_message', body, action: { name: 'send_location' } }
    case 'flow':
      return { type: 'flow', body, action: { name: 'flow', parameters: flowOf(draft) } }
    case 'catalog_message':
      return { type: 'catalog_message', body, action: catalogueOf(draft) }
    case 'product':
      return {
        type: 'product',
        ...(draft.text.trim() && { body }),
        action: { catalog_id: draft.catalogId.trim(), product_retailer_id: draft.productId.trim() },
      }
    case 'product_list':
      return {
        type: 'product_list',
        header: { type: 'text', text: draft.heading.trim() },
        body,
        action: shelfOf(draft),
      }
    case 'other':
      return parsed(draft.json) as Other
    default:
      return draft.choice satisfies never
  }
}

/** Meta: a form begins at the named screen, or asks its own endpoint which one. */
function flowOf(draft: Pressable) {
  const screen = draft.screen.trim()
  return {
    flow_message_version: '3',
    flow_id: draft.flowId.trim(),
    flow_cta: draft.label.trim(),
    ...(screen
      ? { flow_action: 'navigate', flow_action_payload: { screen } }
      : { flow_action: 'data_exchange' }),
  }
}

/** Meta: without parameters the picture is that of the catalogue's first product. */
function catalogueOf({ thumbnail }: Pressable) {
  const shown = optional('thumbnail_product_retailer_id', thumbnail)
  return { name: 'catalog_message', ...(Object.keys(shown).length > 0 && { parameters: shown }) }
}

function shelfOf(draft: Pressable) {
  const items = linesOf(draft.products).map((id) => ({ product_retailer_id: id }))
  return {
    catalog_id: draft.catalogId.trim(),
    // Meta shows at most 24 characters above them.
    sections: [{ title: draft.heading.trim().slice(0, 24), product_items: items }],
  }
}

function rowsOf({ rows }: Pressable) {
  return linesOf(rows).map((line, index) => {
    const [title = '', ...rest] = line.split('|').map((part) => part.trim())
    return { id: `row-${index + 1}`, title, ...optional('description', rest.join(' ')) }
  })
}

/** Whether WhatsApp takes these as the rows of a list. */
function listable(rows: readonly { title: string; description?: string }[]): boolean {
  return (
    rows.length >= 1 &&
    rows.length <= 10 &&
    rows.every(
      ({ title, description = '' }) => title !== '' && title.length <= 24 && description.length <= 72,
    )
  )
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
