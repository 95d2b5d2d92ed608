import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { paged } from '../pages'
import type { paths } from '../schema'

export type LogQuery = NonNullable<paths['/v1/logs']['get']['parameters']['query']>

/** Calls to and from WhatsApp, newest first; looked at again while somebody watches. */
export const logs = (query: LogQuery) =>
  infiniteQueryOptions({
    queryKey: ['logs', 'list', query],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        client.GET('/v1/logs', {
          signal,
          params: { query: { ...query, limit: 100, cursor: pageParam ?? undefined } },
        }),
      ),
    ...paged,
    placeholderData: keepPreviousData,
  })

export const log = (id: string) =>
  queryOptions({
    queryKey: ['logs', 'one', id],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/logs/{id}', { signal, params: { path: { id } } })),
    staleTime: Infinity,
  })
