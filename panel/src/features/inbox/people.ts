import type { TFunction } from 'i18next'
import type { Conversation, Party } from '@/api/types'

/** A person in one word: how they call themselves, else whatever WhatsApp tells of them. */
export function nameOf(party: Party, t: TFunction): string {
  return party.name ?? party.phone ?? party.username ?? party.userId ?? party.lid ?? t('inbox.someone')
}

/** What a conversation is called: its person, or its group. */
export function titleOf(conversation: Conversation, t: TFunction): string {
  if (conversation.contact) return nameOf(conversation.contact, t)
  return conversation.group?.subject ?? t('inbox.group')
}

/** Whose colour and letters stand for it. */
export function faceOf(conversation: Conversation): { id: string; name: string | null; group: boolean } {
  const { contact, group } = conversation
  if (!contact) return { id: conversation.chat.id, name: group?.subject ?? null, group: true }
  return { id: contact.contactId ?? conversation.id, name: contact.name ?? null, group: false }
}

export type Address = { to: string; recipient_type?: 'group' } | { recipient: string }

/** How a message to it is addressed; null while WhatsApp has told no address that can be written to. */
export function addressOf({ contact, chat }: Conversation): Address | null {
  if (chat.kind === 'group') return { to: chat.id, recipient_type: 'group' }
  if (contact?.phone) return { to: contact.phone }
  return contact?.userId ? { recipient: contact.userId } : null
}
