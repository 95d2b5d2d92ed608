import type { LogQuery } from '@/api/queries/logs'
import { type RawSearch, textsIn } from '@/lib/search'

const KEYS = ['result', 'direction', 'channel', 'deviceId', 'messageId', 'requestId', 'open'] as const
export type LogSearch = Partial<Record<(typeof KEYS)[number], string>>

export function logSearch(search: RawSearch): LogSearch {
  return textsIn(search, KEYS)
}

/** The open one is not a filter. */
export function logQuery(search: LogSearch): LogQuery {
  const { open: _, ...filters } = search
  return filters as LogQuery
}
