import type { Device, SendMessage } from '@/api/types'
import {
  EMPTY_PRESSABLE,
  interactiveOf,
  type Pressable,
  type PressableFault,
  pressableFaults,
} from './pressable'
import { bareNumber, linesOf, optional, parsed } from './typed'

export const SENDABLE = [
  'text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'reaction', 'interactive', 'poll', 'template',
] as const // prettier-ignore
export type Sendable = (typeof SENDABLE)[number]
export const FILES = ['image', 'video', 'audio', 'document', 'sticker'] as const
export type FileKind = (typeof FILES)[number]

/** How a linked number can show a file: as always, to be looked at once, as a moving picture, in a circle. */
export const MANNERS = { image: ['plain', 'once'], video: ['plain', 'once', 'gif', 'round'] } as const
export type Manner = (typeof MANNERS)['video'][number]

/** What is typed in the dialog, as it is typed. */
export type Draft = Pressable & {
  to: string
  type: Sendable
  caption: string
  filename: string
  voice: boolean
  manner: Manner
  latitude: string
  longitude: string
  placeName: string
  address: string
  contactName: string
  contactPhone: string
  messageId: string
  emoji: string
  question: string
  /** One in each line. */
  options: string
  several: boolean
  templateName: string
  language: string
  components: string
}

export const EMPTY_DRAFT: Draft = {
  ...EMPTY_PRESSABLE,
  to: '',
  type: 'text',
  caption: '',
  filename: '',
  voice: false,
  manner: 'plain',
  latitude: '',
  longitude: '',
  placeName: '',
  address: '',
  contactName: '',
  contactPhone: '',
  messageId: '',
  emoji: '👍',
  question: '',
  options: '',
  several: false,
  templateName: '',
  language: 'es',
  components: '',
}

export type Fault =
  PressableFault | 'missing' | 'badNumber' | 'badLatitude' | 'badLongitude' | 'badOptions' | 'badJson'
export type Faults = Partial<Record<keyof Draft | 'file', Fault>>

/** What numbers of the other kind cannot send: polls go over those that are linked by QR, buttons and templates are Meta's. */
const NOT_OVER: Record<Device['transport'], readonly Sendable[]> = {
  CLOUD: ['poll'],
  WEB: ['interactive', 'template'],
}

export function sendableOver(device: Device | undefined): readonly Sendable[] {
  return SENDABLE.filter((type) => !NOT_OVER[device?.transport ?? 'CLOUD'].includes(type))
}

export function isFileKind(type: Sendable): type is FileKind {
  return FILES.some((kind) => kind === type)
}

/** What is still wrong with the draft, by field; nothing means it can be sent. */
export function faultsOf(draft: Draft, hasFile: boolean): Faults {
  const faults: Faults = {}
  const need = (field: keyof Draft) => {
    const value = draft[field]
    if (typeof value === 'string' && value.trim() === '') faults[field] = 'missing'
  }
  const coordinate = (field: 'latitude' | 'longitude', highest: number, fault: Fault) => {
    const value = Number(draft[field].replace(',', '.'))
    if (draft[field].trim() === '' || !Number.isFinite(value) || Math.abs(value) > highest)
      faults[field] = fault
  }
  if (!/^\+[1-9]\d{7,14}$/.test(bareNumber(draft.to))) faults.to = 'badNumber'
  switch (draft.type) {
    case 'text':
      need('text')
      break
    case 'interactive':
      Object.assign(faults, pressableFaults(draft))
      break
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      if (!hasFile) faults.file = 'missing'
      break
    case 'location':
      coordinate('latitude', 90, 'badLatitude')
      coordinate('longitude', 180, 'badLongitude')
      break
    case 'contacts':
      need('contactName')
      need('contactPhone')
      break
    case 'reaction':
      need('messageId')
      break
    case 'poll':
      need('question')
      if (!possible(optionsOf(draft))) faults.options = 'badOptions'
      break
    case 'template':
      need('templateName')
      need('language')
      if (draft.components.trim() && !Array.isArray(parsed(draft.components))) faults.components = 'badJson'
      break
    default:
      draft.type satisfies never
  }
  return faults
}

/** The message in Meta's form. Only for a draft without faults. */
export function messageOf(
  draft: Draft,
  mediaId: string | null,
  replyTo: string | null,
  linked = false,
): SendMessage {
  const common = { to: bareNumber(draft.to), ...(replyTo && { context: { message_id: replyTo } }) }
  const id = mediaId ?? ''
  const caption = draft.caption.trim() ? { caption: draft.caption.trim() } : {}
  switch (draft.type) {
    case 'text':
      return { ...common, type: 'text', text: { body: draft.text } }
    case 'image':
      return { ...common, type: 'image', image: { id, ...caption, ...(linked && mannerOf(draft)) } }
    case 'video':
      return { ...common, type: 'video', video: { id, ...caption, ...(linked && mannerOf(draft)) } }
    case 'audio':
      return { ...common, type: 'audio', audio: { id, ...(draft.voice && { voice: true }) } }
    case 'document':
      return {
        ...common,
        type: 'document',
        document: { id, ...caption, ...optional('filename', draft.filename) },
      }
    case 'sticker':
      return { ...common, type: 'sticker', sticker: { id } }
    case 'location':
      return {
        ...common,
        type: 'location',
        location: {
          latitude: Number(draft.latitude.replace(',', '.')),
          longitude: Number(draft.longitude.replace(',', '.')),
          ...optional('name', draft.placeName),
          ...optional('address', draft.address),
        },
      }
    case 'contacts': {
      const name = draft.contactName.trim()
      const phone = bareNumber(draft.contactPhone)
      return {
        ...common,
        type: 'contacts',
        contacts: [{ name: { formatted_name: name, first_name: name }, phones: [{ phone, type: 'CELL' }] }],
      }
    }
    case 'reaction':
      return {
        ...common,
        type: 'reaction',
        reaction: { message_id: draft.messageId.trim(), emoji: draft.emoji.trim() },
      }
    case 'interactive':
      return { ...common, type: 'interactive', interactive: interactiveOf(draft) }
    case 'poll':
      return {
        ...common,
        type: 'poll',
        poll: {
          name: draft.question.trim(),
          options: optionsOf(draft),
          selectable_count: draft.several ? 0 : 1,
        },
      }
    case 'template':
      return {
        ...common,
        type: 'template',
        template: {
          name: draft.templateName.trim(),
          language: { code: draft.language.trim() },
          ...(draft.components.trim() && { components: parsed(draft.components) as { type: string }[] }),
        },
      }
    default:
      return draft.type satisfies never
  }
}

function optionsOf({ options }: Draft): string[] {
  return linesOf(options)
}

/** Whether WhatsApp takes these as the answers of a poll. */
function possible(options: readonly string[]): boolean {
  return (
    options.length >= 2 &&
    options.length <= 12 &&
    new Set(options).size === options.length &&
    options.every((option) => option.length <= 100)
  )
}

/** A picture knows fewer manners than a film. */
function mannerOf({ type, manner }: Draft): { view_once?: true; gif?: true; video_note?: true } {
  switch (manner) {
    case 'plain':
      return {}
    case 'once':
      return { view_once: true }
    case 'gif':
      return type === 'video' ? { gif: true } : {}
    case 'round':
      return type === 'video' ? { video_note: true } : {}
    default:
      return manner satisfies never
  }
}
