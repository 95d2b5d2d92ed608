/** Dates and numbers as the reader's language writes them. */

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function formatNumber(value: number, language: string) {
  return new Intl.NumberFormat(language).format(value)
}

export function formatDateTime(iso: string, language: string) {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date(iso))
}

/** The hour for today, day and hour for this year, else the full date. */
export function formatShort(iso: string, now: number, language: string) {
  const at = new Date(iso)
  const today = new Date(now)
  if (at.toDateString() === today.toDateString()) {
    return new Intl.DateTimeFormat(language, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }).format(at)
  }
  if (at.getFullYear() === today.getFullYear()) {
    return new Intl.DateTimeFormat(language, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).format(at)
  }
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium' }).format(at)
}

/** "hace 5 minutos", "in 3 hours". */
export function formatRelative(iso: string, now: number, language: string) {
  const distance = new Date(iso).getTime() - now
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const size = Math.abs(distance)
  if (size < 45_000) return words.format(Math.round(distance / 1000), 'second')
  if (size < 45 * MINUTE) return words.format(Math.round(distance / MINUTE), 'minute')
  if (size < 22 * HOUR) return words.format(Math.round(distance / HOUR), 'hour')
  return words.format(Math.round(distance / DAY), 'day')
}

/** A duration as people say it: 84 ms, 1.2 s, 3 min. */
export function formatDuration(ms: number, language: string) {
  const unit = ms < 1000 ? 'millisecond' : ms < MINUTE ? 'second' : ms < HOUR ? 'minute' : 'hour'
  const size = { millisecond: 1, second: 1000, minute: MINUTE, hour: HOUR }[unit]
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'second' ? 1 : 0,
  }).format(ms / size)
}

export function formatBytes(bytes: number, language: string) {
  const unit = bytes < 1000 ? 'byte' : bytes < 1_000_000 ? 'kilobyte' : 'megabyte'
  const size = { byte: 1, kilobyte: 1000, megabyte: 1_000_000 }[unit]
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: 1,
  }).format(bytes / size)
}

/** Pretty JSON when it is JSON, else the text unchanged. */
export function prettyJson(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value, null, 2) ?? ''
  try {
    return JSON.stringify(JSON.parse(value), null, 2)
  } catch {
    return value
  }
}
