import type { TFunction } from 'i18next'
import type { Message, Party } from '@/api/types'

/** The other side of a message: who wrote it, or who receives it. */
export function otherSide(message: Message): Party {
  return message.direction === 'inbound' ? message.from : message.to
}

/** A person in one word: how they call themselves, else whatever WhatsApp tells of them. */
export function nameOf(party: Party, t: TFunction): string {
  return party.name ?? party.phone ?? party.username ?? party.userId ?? party.lid ?? t('messages.someone')
}

/** One line that says what is in it. */
export function previewOf(message: Message, t: TFunction): string {
  const { type } = message
  const word = t(`words.messageType.${type}`)
  switch (type) {
    case 'text':
      return message.text?.body ?? word
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker': {
      const file = message[type]
      return [word, file?.caption ?? file?.filename ?? message.media?.filename].filter(Boolean).join(' · ')
    }
    case 'location':
      return [word, message.location?.name ?? message.location?.address].filter(Boolean).join(' · ')
    case 'contacts': {
      const name = (message.contacts as { name?: { formatted_name?: string } }[] | undefined)?.[0]?.name
        ?.formatted_name
      return name ? t('messages.preview.contacts', { name }) : word
    }
    case 'reaction':
      return message.reaction?.emoji
        ? t('messages.preview.reaction', { emoji: message.reaction.emoji })
        : t('messages.preview.reactionRemoved')
    case 'interactive': {
      const said = message.interactive as
        | { body?: { text?: string }; button_reply?: { title?: string }; list_reply?: { title?: string } }
        | undefined
      return said?.button_reply?.title ?? said?.list_reply?.title ?? said?.body?.text ?? word
    }
    case 'button':
      return message.button?.text ?? word
    case 'template': {
      const name = (message.template as { name?: string } | undefined)?.name
      return name ? t('messages.preview.template', { name }) : word
    }
    case 'edit':
      return t('messages.preview.edit')
    case 'revoke':
      return t('messages.preview.revoke')
    case 'unsupported':
      return t('messages.preview.unsupported', { type: message.unsupported?.kind ?? '?' })
    case 'order':
    case 'system':
    case 'poll':
      return [word, message.poll?.name].filter(Boolean).join(' · ')
    case 'pollVote':
      return [word, message.pollVote?.options?.join(', ')].filter(Boolean).join(' · ')
    case 'call':
      return word
    default:
      // A newer hub knows kinds that this panel does not; the compiler names those that it should.
      return type satisfies never
  }
}
