import type { SendMessage } from '@/api/types'
import type { Address } from '../people'

type FileKind = 'image' | 'video' | 'audio' | 'document' | 'sticker'

/** What WhatsApp takes as what; everything else goes as a document. */
const KINDS: Record<string, FileKind> = {
  'image/jpeg': 'image',
  'image/png': 'image',
  'image/webp': 'sticker',
  'video/mp4': 'video',
  'video/3gpp': 'video',
  'audio/aac': 'audio',
  'audio/mp4': 'audio',
  'audio/mpeg': 'audio',
  'audio/amr': 'audio',
  'audio/ogg': 'audio',
}

export function kindOf(file: File): FileKind {
  return KINDS[file.type.split(';')[0] ?? ''] ?? 'document'
}

/** Whether a text can stand below it. */
export function takesCaption(file: File): boolean {
  return ['image', 'video', 'document'].includes(kindOf(file))
}

type Common = Address & { context?: { message_id: string } }

/** The message that brings a file which the hub has as `id`. */
export function fileMessage(
  file: File,
  id: string,
  common: Common,
  caption: string,
  voice = false,
): SendMessage {
  const said = caption ? { caption } : {}
  switch (kindOf(file)) {
    case 'image':
      return { ...common, type: 'image', image: { id, ...said } }
    case 'video':
      return { ...common, type: 'video', video: { id, ...said } }
    case 'audio':
      return { ...common, type: 'audio', audio: { id, ...(voice && { voice: true }) } }
    case 'sticker':
      return { ...common, type: 'sticker', sticker: { id } }
    default:
      return { ...common, type: 'document', document: { id, filename: file.name, ...said } }
  }
}
