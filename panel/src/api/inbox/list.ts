import type { Conversation } from '../types'

/** Conversations as far as they are here, the one with the newest message first. */
export type Listed = {
  conversations: readonly Conversation[]
  /** Where to go on; null at the end. */
  more: string | null
  /** Where each page that is here ended, and how one went on from there. */
  ends: readonly End[]
}

type End = { last: Conversation; more: string }

type Page = { data: Conversation[]; nextCursor: string | null }

export function listOf(page: Page): Listed {
  return { conversations: page.data, more: page.nextCursor, ends: endOf(page) }
}

function endOf({ data, nextCursor }: Page): End[] {
  const last = data.at(-1)
  return last && nextCursor !== null ? [{ last, more: nextCursor }] : []
}

/** Gives up the pages below the first that hold at least `kept` conversations; they come again when one scrolls there. */
export function letGoBelow(list: Listed, kept: number): Listed {
  for (const [index, { last, more }] of list.ends.entries()) {
    const cut = list.conversations.findLastIndex((each) => each.id === last.id || isBefore(each, last)) + 1
    if (cut < kept) continue
    if (cut >= list.conversations.length) return list
    return { conversations: list.conversations.slice(0, cut), more, ends: list.ends.slice(0, index + 1) }
  }
  return list
}

export function withMore(list: Listed, page: Page): Listed {
  const known = new Set(list.conversations.map(({ id }) => id))
  return {
    conversations: [...list.conversations, ...page.data.filter(({ id }) => !known.has(id))],
    more: page.nextCursor,
    ends: [...list.ends, ...endOf(page)],
  }
}

/**
 * The first page again, later. What moved up is found in its new place only, what is no longer in its stretch is gone,
 * and where nothing of it was here as it is now, the list begins anew: how it goes on below is not known.
 */
export function withFirst(list: Listed, page: Page): Listed {
  const [first, last] = [page.data[0], page.data.at(-1)]
  if (!first || !last || page.nextCursor === null) return listOf(page)
  const came = new Map(page.data.map((each) => [each.id, each]))
  const joins = list.conversations.some(
    ({ id, lastMessageAt }) => came.get(id)?.lastMessageAt === lastMessageAt || id === last.id,
  )
  if (!joins) return listOf(page)
  const stays = list.conversations.filter(
    (each) => came.has(each.id) || isBefore(each, first) || isBefore(last, each),
  )
  return page.data.reduce<Listed>((changed, each) => withConversation(changed, each, true), {
    ...list,
    conversations: stays,
  })
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
