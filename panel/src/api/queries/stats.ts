import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'

export const PERIODS = ['24h', '7d', '30d'] as const
export type Period = (typeof PERIODS)[number]

const HOUR = 3_600_000
const HOURS: Record<Period, number> = { '24h': 24, '7d': 7 * 24, '30d': 30 * 24 }

/** From when the figures of a period are: so many hours before the hour that runs. */
export function beginningOf(period: Period, now: number): string {
  const hour = Math.floor(now / HOUR) * HOUR
  return new Date(hour - (HOURS[period] - 1) * HOUR).toISOString()
}

/** The figures of the last day by hour, of longer periods by day. */
export const stats = (period: Period = '24h') =>
  queryOptions({
    queryKey: ['stats', period],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/v1/stats', {
          signal,
          params: {
            query: period === '24h' ? {} : { from: beginningOf(period, Date.now()), by: 'day' },
          },
        }),
      ),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
