import { queryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { endless } from '../pages'
import type { paths } from '../schema'

export type LogQuery = NonNullable<paths['/v1/logs']['get']['parameters']['query']>

/** Calls to and from WhatsApp, newest first; looked at again while somebody watches. */
export const logs = (query: LogQuery) =>
  endless(['logs', 'list', query], ({ signal, query: page }) =>
    unwrap(client.GET('/v1/logs', { signal, params: { query: { ...query, ...page } } })),
  )

export const log = (id: string) =>
  queryOptions({
    queryKey: ['logs', 'one', id],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/logs/{id}', { signal, params: { path: { id } } })),
    staleTime: Infinity,
  })
