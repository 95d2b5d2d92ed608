import type { Leaving } from '@/api/inbox/outbox'
import type { Message, Note } from '@/api/types'
import { aboutOf } from '@/api/inbox/about'
import { type Row, timeOf } from './rows'

/** What stands below each other in a thread: messages, notes of colleagues, and what has not left yet. */
export type Line = { id: string; row: Row } | { id: string; note: Note } | { id: string; leaving: Leaving }

/** Which parts of the conversation are here: a note from outside them comes with its part. */
type Reach = { begins: boolean; ends: boolean }

export function linesOf(
  rows: readonly Row[],
  notes: readonly Note[],
  leaving: readonly Leaving[],
  { begins, ends }: Reach,
): Line[] {
  const going = ends ? leaving.map((each) => ({ id: each.id, leaving: each })) : []
  if (notes.length === 0) return [...rows.map((row) => ({ id: row.id, row })), ...going]
  const [first, last] = [rows[0], rows.at(-1)]
  const since = begins || !first ? '' : timeOf(first.message)
  const until = ends || !last ? '~' : timeOf(last.message)
  const waiting = notes
    .filter(({ at }) => at >= since && at <= until)
    .sort((one, other) => (one.at < other.at ? -1 : 1))
  const merged: Line[] = []
  let next = 0
  for (const row of rows) {
    const at = timeOf(row.message)
    for (let note = waiting[next]; note && note.at < at; note = waiting[++next])
      merged.push({ id: note.id, note })
    merged.push({ id: row.id, row })
  }
  return [...merged, ...waiting.slice(next).map((note) => ({ id: note.id, note })), ...going]
}

/** Where the message is shown: one that only says something about another is shown with that one. −1: it is not. */
export function lineOf(lines: readonly Line[], messages: readonly Message[], messageId: string): number {
  const own = lines.findIndex(({ id }) => id === messageId)
  if (own >= 0) return own
  const message = messages.find(({ id }) => id === messageId)
  const about = message && aboutOf(message)
  if (!about) return -1
  const shown = messages.find(({ wireId }) => wireId === about)
  return shown ? lines.findIndex(({ id }) => id === shown.id) : -1
}

const LETTERS_PER_LINE = 58
const LINE = 20

/** About how high it will be, in pixels: the nearer to the truth, the calmer the scrollbar. */
export function heightOf(line: Line): number {
  if ('note' in line) return 64 + linesIn(line.note.text)
  if ('leaving' in line) return 48 + linesIn(line.leaving.text)
  const { message, day, first, unread } = line.row
  const around =
    (first ? 8 : 2) + (day ? 36 : 0) + (unread === null ? 0 : 32) + (message.reactions.length > 0 ? 12 : 0)
  return around + (message.quoted ? 48 : 0) + contentOf(message)
}

function contentOf({ type, text, image, video, revokedAt }: Message): number {
  if (revokedAt) return 48
  switch (type) {
    case 'text':
      return 28 + linesIn(text?.body ?? '')
    case 'image':
    case 'video':
      return 240 + linesIn((image ?? video)?.caption ?? '')
    case 'sticker':
      return 150
    case 'location':
    case 'contacts':
    case 'interactive':
    case 'template':
    case 'poll':
    case 'order':
      return 120
    case 'document':
    case 'audio':
      return 80
    default:
      return 48
  }
}

function linesIn(text: string): number {
  if (text === '') return 0
  let lines = 0
  for (const line of text.split('\n')) lines += Math.max(1, Math.ceil(line.length / LETTERS_PER_LINE))
  return lines * LINE
}
