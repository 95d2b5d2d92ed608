/** Dates and numbers as the reader's language writes them. */

const formats = new Map<string, unknown>()

/** Making one costs as much as formatting hundreds of times, so each is made once. */
function made<T, O>(kind: new (language: string, options?: O) => T, language: string, options?: O): T {
  const key = `${kind.name} ${language} ${JSON.stringify(options)}`
  const known = (formats.get(key) as T | undefined) ?? new kind(language, options)
  formats.set(key, known)
  return known
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export function formatNumber(value: number, language: string) {
  return made(Intl.NumberFormat, language).format(value)
}

export function formatDateTime(iso: string, language: string) {
  return made(Intl.DateTimeFormat, language, { dateStyle: 'medium', timeStyle: 'medium' }).format(
    new Date(iso),
  )
}

/** The hour for today, day and hour for this year, else the full date. */
export function formatShort(iso: string, now: number, language: string) {
  const at = new Date(iso)
  const today = new Date(now)
  if (at.toDateString() === today.toDateString()) {
    return made(Intl.DateTimeFormat, language, {
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    }).format(at)
  }
  if (at.getFullYear() === today.getFullYear()) {
    return made(Intl.DateTimeFormat, language, {
      day: 'numeric',
      month: 'short',
      hour: '2-digit',
      minute: '2-digit',
    }).format(at)
  }
  return made(Intl.DateTimeFormat, language, { dateStyle: 'medium' }).format(at)
}

/** "hace 5 minutos", "in 3 hours". */
export function formatRelative(iso: string, now: number, language: string) {
  const distance = new Date(iso).getTime() - now
  const words = made(Intl.RelativeTimeFormat, language, { numeric: 'auto' })
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
  return made(Intl.NumberFormat, language, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: unit === 'second' ? 1 : 0,
  }).format(ms / size)
}

export function formatBytes(bytes: number, language: string) {
  const unit = bytes < 1000 ? 'byte' : bytes < 1_000_000 ? 'kilobyte' : 'megabyte'
  const size = { byte: 1, kilobyte: 1000, megabyte: 1_000_000 }[unit]
  return made(Intl.NumberFormat, language, {
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

/** What is left of a time: 3 h 12 min, 12 min, 4:07. */
export function formatLeft(ms: number, language: string, secondsBelow = 10 * MINUTE) {
  if (ms < secondsBelow) {
    const seconds = Math.ceil(ms / 1000)
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }
  const part = (value: number, unit: 'day' | 'hour' | 'minute') =>
    made(Intl.NumberFormat, language, {
      style: 'unit',
      unit,
      unitDisplay: unit === 'day' ? 'long' : 'narrow',
    })
      .format(value)
      .replace(/(\d)\s*(?=[a-z])/i, '$1\u00a0')
  const hours = Math.floor(ms / HOUR)
  const minutes = Math.floor((ms % HOUR) / MINUTE)
  if (ms >= 2 * DAY) return part(Math.floor(ms / DAY), 'day')
  return [hours > 0 && part(hours, 'hour'), minutes > 0 && part(minutes, 'minute')].filter(Boolean).join(' ')
}

/** The hour and the minute alone, as beside a message. */
export function formatClock(iso: string, language: string) {
  return made(Intl.DateTimeFormat, language, { hour: '2-digit', minute: '2-digit' }).format(new Date(iso))
}

/** A day as one says it: hoy, ayer, lunes, 3 de mayo. */
export function formatDay(iso: string, now: number, language: string) {
  const at = new Date(iso)
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime()
  const days = Math.round((midnight(new Date(now)) - midnight(at)) / DAY)
  if (days === 0 || days === 1) {
    return made(Intl.RelativeTimeFormat, language, { numeric: 'auto' }).format(-days, 'day')
  }
  if (days > 1 && days < 7) return made(Intl.DateTimeFormat, language, { weekday: 'long' }).format(at)
  const thisYear = at.getFullYear() === new Date(now).getFullYear()
  return made(Intl.DateTimeFormat, language, {
    day: 'numeric',
    month: 'long',
    ...(thisYear ? {} : { year: 'numeric' }),
  }).format(at)
}

/** As short as a list allows: the hour today, the day this week, else the date. */
export function formatStamp(iso: string, now: number, language: string) {
  const at = new Date(iso)
  if (at.toDateString() === new Date(now).toDateString()) return formatClock(iso, language)
  if (now - at.getTime() < 6 * DAY && now > at.getTime()) {
    return made(Intl.DateTimeFormat, language, { weekday: 'short' }).format(at)
  }
  return made(Intl.DateTimeFormat, language, { day: '2-digit', month: '2-digit', year: '2-digit' }).format(at)
}
