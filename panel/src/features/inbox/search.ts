import type { ConversationQuery } from '@/api/inbox/useConversations'
import { flagIn, type RawSearch, textsIn, wordIn } from '@/lib/search'

/** The inbox's filters live in its address, and what of the open conversation is shown. */
export type InboxSearch = {
  q?: string
  whose?: 'me' | 'none'
  unread?: true
  closed?: true
  label?: string
  deviceId?: string
  /** The contact's pane is open. */
  contact?: true
  /** The message that was looked for. */
  message?: string
}

export function inboxSearch(search: RawSearch): InboxSearch {
  const whose = wordIn(search, 'whose', ['me', 'none'])
  const flags = (['unread', 'closed', 'contact'] as const).filter((key) => flagIn(search, key))
  return {
    ...textsIn(search, ['q', 'label', 'deviceId', 'message']),
    ...(whose && { whose }),
    ...Object.fromEntries(flags.map((key) => [key, true as const])),
  }
}

/** Open ones, unless closed ones are asked for or somebody is looked for. */
export function conversationQuery({
  q,
  whose,
  unread,
  closed,
  label,
  deviceId,
}: InboxSearch): ConversationQuery {
  return {
    ...(q && { q }),
    ...(whose && { assignee: whose }),
    ...(unread && { unread: true }),
    ...((closed || !q) && { state: closed ? ('closed' as const) : ('open' as const) }),
    ...(label && { label }),
    ...(deviceId && { deviceId }),
  }
}

export const NO_FILTERS = {
  q: undefined,
  whose: undefined,
  unread: undefined,
  closed: undefined,
  label: undefined,
  deviceId: undefined,
} as const satisfies Partial<Record<keyof InboxSearch, undefined>>

export function isFiltered(search: InboxSearch): boolean {
  return Object.keys(NO_FILTERS).some((key) => search[key as keyof InboxSearch] !== undefined)
}
