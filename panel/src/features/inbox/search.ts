import { type RawSearch, flagIn, textsIn } from '@/lib/search'
import type { ConversationQuery } from '@/api/inbox/useConversations'

/** The inbox's filters live in its address, and whether the contact's pane is open. */
export type InboxSearch = { q?: string; deviceId?: string; contact?: true }

export function inboxSearch(search: RawSearch): InboxSearch {
  return { ...textsIn(search, ['q', 'deviceId']), ...(flagIn(search, 'contact') && { contact: true }) }
}

export function conversationQuery({ q, deviceId }: InboxSearch): ConversationQuery {
  return { ...(q && { q }), ...(deviceId && { deviceId }) }
}
