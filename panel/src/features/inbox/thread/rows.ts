import type { Message } from '@/api/types'
import { aboutOf } from '@/api/inbox/about'

/** One message as the thread shows it. Days and the mark of unread ones belong to a row, so that rows keep their names. */
export type Row = {
  id: string
  message: Message
  /** The first of those that belong together. */
  first: boolean
  /** Given for the first of a day: when. */
  day: string | null
  /** Given where reading goes on: how many are unread from here. */
  unread: number | null
}

/** Where reading went on when the thread was opened, and how many were unread then. */
export type Unread = { from: string; count: number }

/** Messages of one side within this time belong together and stand closer. */
const TOGETHER_MS = 5 * 60_000

const SAYS_NOTHING_NEW: readonly string[] = ['reaction', 'edit', 'revoke', 'system']

export const timeOf = (message: Message) => message.sentAt ?? message.createdAt

/**
 * What the thread shows, line by line. Messages that only say something about another one that is here (reactions,
 * votes, edits) are drawn with that one.
 */
export function rowsOf(messages: readonly Message[], unread: Unread | null): Row[] {
  const here = new Set(messages.map(({ wireId }) => wireId))
  const rows: Row[] = []
  let before: Message | null = null
  let day = ''
  for (const message of messages) {
    const about = aboutOf(message)
    if (about !== null && here.has(about) && !isStuck(message)) continue
    const at = timeOf(message)
    const today = dayOf(at)
    const marked = message.id === unread?.from
    rows.push({
      id: message.id,
      message,
      first: today !== day || marked || before === null || !together(before, message),
      day: today === day ? null : at,
      unread: marked ? unread.count : null,
    })
    before = message
    day = today
  }
  return rows
}

/** The first of the last `count` messages that came in: where reading goes on. */
export function firstUnread(messages: readonly Message[], count: number): string | null {
  if (count <= 0) return null
  let left = count
  let found: string | null = null
  for (let index = messages.length - 1; index >= 0 && left > 0; index--) {
    const message = messages[index]
    if (message && isUnread(message)) {
      found = message.id
      left--
    }
  }
  return found
}

/** Ours that did not arrive stands for itself, whatever it is about: somebody has to see that. */
function isStuck({ status }: Message): boolean {
  return status === 'failed' || status === 'expired' || status === 'unknown'
}

/** What the hub counts as unread. */
function isUnread({ direction, backfilled, type }: Message): boolean {
  return direction === 'inbound' && !backfilled && !SAYS_NOTHING_NEW.includes(type)
}

function together(before: Message, message: Message): boolean {
  const sender = (each: Message) =>
    each.direction === 'outbound' ? 'us' : (each.from.contactId ?? each.from.phone ?? each.from.lid)
  return (
    before.direction === message.direction &&
    sender(before) === sender(message) &&
    Math.abs(Date.parse(timeOf(message)) - Date.parse(timeOf(before))) < TOGETHER_MS
  )
}

/** The day on the reader's calendar. Dates are dear and ten thousands of them are asked for: hours are remembered. */
const days = new Map<string, string>()
function dayOf(at: string): string {
  const hour = at.slice(0, 15)
  const known = days.get(hour)
  if (known !== undefined) return known
  const date = new Date(at)
  const day = `${date.getFullYear()}-${date.getMonth()}-${date.getDate()}`
  days.set(hour, day)
  return day
}
