import type { Message } from '../types'

/** Messages of a conversation as far as they are here: an unbroken run, oldest first. */
export type Thread = {
  messages: readonly Message[]
  /** Where to go on towards the past; null at its beginning. */
  older: string | null
}

type Page = { data: Message[]; nextCursor: string | null }

/** The newest page, which the hub gives newest first. */
export function threadOf(page: Page): Thread {
  return { messages: [...page.data].reverse(), older: page.nextCursor }
}

export function withOlder(thread: Thread, page: Page): Thread {
  const known = new Set(thread.messages.map(({ id }) => id))
  const older = page.data.filter(({ id }) => !known.has(id)).reverse()
  return { messages: [...older, ...thread.messages], older: page.nextCursor }
}

/**
 * The newest page again, later: changes take their places, new messages follow. Null when there is a gap between what
 * was here and what came, so that the thread has to begin anew.
 */
export function withNewest(thread: Thread, page: Page): Thread | null {
  const newestKnown = thread.messages.at(-1)?.id
  const oldest = page.data.at(-1)?.id
  if (newestKnown === undefined || oldest === undefined) return threadOf(page)
  if (oldest > newestKnown && page.nextCursor !== null) return null
  return [...page.data].reverse().reduce(withMessage, thread)
}

/** One message that is new or changed. One from before the run that is here is left out: it comes with its page. */
export function withMessage(thread: Thread, message: Message): Thread {
  const { messages } = thread
  const place = placeOf(messages, message.id)
  const known = messages[place]
  if (known?.id === message.id) {
    return { ...thread, messages: messages.with(place, message) }
  }
  if (place === 0 && thread.older !== null) return thread
  return { ...thread, messages: messages.toSpliced(place, 0, message) }
}

/** Where the id is, or would be: ids sort by time. */
function placeOf(messages: readonly Message[], id: string): number {
  let low = 0
  let high = messages.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((messages[middle]?.id ?? '') < id) low = middle + 1
    else high = middle
  }
  return low
}
