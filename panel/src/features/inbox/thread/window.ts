import type { Conversation, Device } from '@/api/types'

/** What may be written now. */
export type Window =
  /** Anything, for as long as the number likes: it is linked over WhatsApp Web. */
  | { kind: 'always' }
  | { kind: 'open'; closesAt: string }
  /** Templates only; null when the person never wrote. */
  | { kind: 'closed'; since: string | null }

export function windowOf({ window }: Conversation, device: Device | undefined, now: number): Window {
  if (device?.transport === 'WEB') return { kind: 'always' }
  const { closesAt } = window
  if (closesAt === null) return window.open ? { kind: 'always' } : { kind: 'closed', since: null }
  return Date.parse(closesAt) > now ? { kind: 'open', closesAt } : { kind: 'closed', since: closesAt }
}
