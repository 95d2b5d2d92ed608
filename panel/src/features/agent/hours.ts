import type { Agent } from '@/api/queries/agent'

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export type Day = (typeof DAYS)[number]
export type Span = { days: Day[]; from: string; to: string }
export type Hours = NonNullable<Agent['hours']>

export const OFFICE: Hours = {
  timeZone: null,
  times: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '09:00', to: '18:00' }],
}

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/

/** Whether a span can be kept: a day, and times of day; until midnight is 24:00. */
export function isSpan({ days, from, to }: Span): boolean {
  return days.length > 0 && TIME.test(from) && (TIME.test(to) || to === '24:00') && from !== to
}

/** A span that ends before it begins goes on into the next day. */
export function endsNextDay({ from, to }: Span): boolean {
  return to < from
}

/** Words as people type them, with commas or lines between; each counts once. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[,\n]/).map((word) => word.trim()))].filter(Boolean)
}
