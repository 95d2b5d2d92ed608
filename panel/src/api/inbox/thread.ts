import type { Message } from '../types'

/** A page as it came: the id of its oldest message, and where the hub goes on from it. */
type Edge = { from: string; older: string | null; newer: string | null }

/** Messages of a conversation: an unbroken run of it, oldest first. */
export type Thread = {
  messages: readonly Message[]
  /** Where to go on towards the past; null at its beginning. */
  older: string | null
  /** Where to go on towards the present; null when the newest is here. */
  newer: string | null
  /** The pages that it is made of, oldest first. */
  edges: readonly Edge[]
  /** Another number, another run: what is shown begins anew. */
  run: number
  /** The message at which it began; null where it began with the newest. */
  at: string | null
  /** The first that was unread, where it began there. */
  unreadFrom: string | null
}

export type Page = {
  data: Message[]
  nextCursor: string | null
  previousCursor: string | null
  around?: string | null
}

/** So many messages are kept; what is farther away is let go, page by page, and comes again when somebody goes there. */
export const KEPT = 480

let runs = 0

/** A run that begins with this page, which the hub gives newest first. */
export function threadOf(page: Page, at: string | null = null, unreadFrom: string | null = null): Thread {
  runs += 1
  return assembled([...page.data].reverse(), [edgeOf(page)], { run: runs, at, unreadFrom })
}

export function withOlder(thread: Thread, page: Page): Thread {
  const known = new Set(thread.messages.map(({ id }) => id))
  const older = page.data.filter(({ id }) => !known.has(id)).reverse()
  return letGo(assembled([...older, ...thread.messages], [edgeOf(page), ...thread.edges], thread), 'newest')
}

export function withNewer(thread: Thread, page: Page): Thread {
  const known = new Set(thread.messages.map(({ id }) => id))
  const newer = page.data.filter(({ id }) => !known.has(id)).reverse()
  return letGo(assembled([...thread.messages, ...newer], [...thread.edges, edgeOf(page)], thread), 'oldest')
}

/**
 * Newest pages again, later: changes take their places, new messages follow. Null when there is a gap between what was
 * here and what came, so that the thread has to begin anew. One that does not reach the newest stays as it is.
 */
export function withNewest(thread: Thread, page: Page): Thread | null {
  if (thread.newer !== null) return page.data.reduce(withChange, thread)
  const newestKnown = thread.messages.at(-1)?.id
  const oldest = page.data.at(-1)?.id
  if (newestKnown === undefined || oldest === undefined) return threadOf(page)
  if (oldest > newestKnown && page.nextCursor !== null) return null
  return [...page.data].reverse().reduce(withMessage, thread)
}

/**
 * One message that is new or changed. One from outside the run that is here is left out: it comes with its page.
 */
export function withMessage(thread: Thread, message: Message): Thread {
  const { messages } = thread
  const place = placeOf(messages, message.id)
  if (messages[place]?.id === message.id) return { ...thread, messages: messages.with(place, message) }
  if (place === 0 && thread.older !== null) return thread
  if (place === messages.length && thread.newer !== null) return thread
  return { ...thread, messages: messages.toSpliced(place, 0, message) }
}

/** What of it is here already, as it is now. */
function withChange(thread: Thread, message: Message): Thread {
  const place = placeOf(thread.messages, message.id)
  return thread.messages[place]?.id === message.id ? withMessage(thread, message) : thread
}

/** Whether it should end with the newest message, and does not: it was not kept in step. */
export function isBehind(thread: Thread, newest: string): boolean {
  return thread.newer === null && (thread.messages.at(-1)?.id ?? '') < newest
}

/** Whole pages only, because the hub goes on where a page ends. */
function letGo(thread: Thread, side: 'newest' | 'oldest'): Thread {
  let { messages, edges } = thread
  for (;;) {
    const [first, second] = edges
    const last = edges.at(-1)
    if (!first || !second || !last) break
    const cut = placeOf(messages, side === 'newest' ? last.from : second.from)
    const left = side === 'newest' ? cut : messages.length - cut
    if (left < KEPT) break
    messages = side === 'newest' ? messages.slice(0, cut) : messages.slice(cut)
    edges = side === 'newest' ? edges.slice(0, -1) : edges.slice(1)
  }
  return messages === thread.messages ? thread : assembled(messages, edges, thread)
}

function assembled(
  messages: readonly Message[],
  edges: readonly Edge[],
  { run, at, unreadFrom }: Pick<Thread, 'run' | 'at' | 'unreadFrom'>,
): Thread {
  const [older, newer] = [edges[0]?.older ?? null, edges.at(-1)?.newer ?? null]
  return { messages, edges, older, newer, run, at, unreadFrom }
}

function edgeOf({ data, nextCursor, previousCursor }: Page): Edge {
  return { from: data.at(-1)?.id ?? '', older: nextCursor, newer: previousCursor }
}

/** Where the id is, or would be: ids sort by time. */
export function placeOf(messages: readonly Message[], id: string): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((messages[middle]?.id ?? '') < id) low = middle + 1
    else high = middle
  }
  return low
}
