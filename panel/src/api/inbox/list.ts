import type { Conversation } from '../types'

/** Conversations as far as they are here, the one with the newest message first. */
export type Listed = {
  conversations: readonly Conversation[]
  /** Where to go on; null at the end. */
  more: string | null
}

type Page = { data: Conversation[]; nextCursor: string | null }

export function listOf(page: Page): Listed {
  return { conversations: page.data, more: page.nextCursor }
}

export function withMore(list: Listed, page: Page): Listed {
  const known = new Set(list.conversations.map(({ id }) => id))
  return {
    conversations: [...list.conversations, ...page.data.filter(({ id }) => !known.has(id))],
    more: page.nextCursor,
  }
}

/** The first page again, later. What moved up is found in its new place only. */
export function withFirst(list: Listed, page: Page): Listed {
  return page.data.reduce((changed, each) => withConversation(changed, each, true), list)
}

/** One that changed: it takes its place, or leaves when it no longer belongs here. */
export function withConversation(list: Listed, changed: Conversation, belongs: boolean): Listed {
  const place = list.conversations.findIndex(({ id }) => id === changed.id)
  const before = list.conversations[place]
  if (before && belongs && before.lastMessageAt === changed.lastMessageAt) {
    return { ...list, conversations: list.conversations.with(place, changed) }
  }
  const others = before ? list.conversations.toSpliced(place, 1) : list.conversations
  if (!belongs) return { ...list, conversations: others }
  const next = others.findIndex((each) => isBefore(changed, each))
  // Below all that is here: it comes with its page, unless everything is here.
  if (next < 0 && list.more !== null) return { ...list, conversations: others }
  return { ...list, conversations: others.toSpliced(next < 0 ? others.length : next, 0, changed) }
}

function isBefore(one: Conversation, other: Conversation): boolean {
  const [first, second] = [one.lastMessageAt ?? '', other.lastMessageAt ?? '']
  return first === second ? one.id > other.id : first > second
}
