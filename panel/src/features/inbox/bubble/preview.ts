import type { TFunction } from 'i18next'
import type { Message, MessageType } from '@/api/types'

/** One line of a message, for quotes. */
export function previewOf(message: Message, t: TFunction): string {
  const { type } = message
  if (message.revokedAt) return t('inbox.revoked')
  if (type === 'text') return message.text?.body ?? ''
  const file = type === 'image' || type === 'video' || type === 'document' ? message[type] : undefined
  const said =
    file?.caption ??
    file?.filename ??
    message.location?.name ??
    message.poll?.name ??
    (message.template as { name?: string } | undefined)?.name ??
    (message.interactive as { body?: { text?: string } } | undefined)?.body?.text
  return [wordFor(type, message, t), said].filter(Boolean).join(' · ')
}

function wordFor(type: MessageType, message: Message, t: TFunction): string {
  return type === 'audio' && message.audio?.voice ? t('inbox.voice.note') : t(`words.messageType.${type}`)
}
