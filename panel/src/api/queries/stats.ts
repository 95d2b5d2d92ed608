import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'

/** The figures of the last 24 hours. */
export const stats = () =>
  queryOptions({
    queryKey: ['stats'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/stats', { signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  })
