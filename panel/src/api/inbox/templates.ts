import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { allPages } from '../pages'

type Query = { deviceId?: string; status?: string }

const listOf = (query: Query) =>
  queryOptions({
    queryKey: ['templates', 'whole', query],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(client.GET('/v1/templates', { signal, params: { query: { ...query, limit: 200, cursor } } })),
      ),
    staleTime: 60_000,
  })

/** All templates of the tenant, every language one. */
export const templates = () => listOf({})

/** Those that a number can send. */
export const templatesFor = (deviceId: string) => listOf({ deviceId, status: 'APPROVED' })

/** What a message made from it looks like, and what WhatsApp would have against it. */
export const templatePreview = (id: string, components: readonly object[]) =>
  queryOptions({
    queryKey: ['templates', 'preview', id, components],
    queryFn: ({ signal }) =>
      unwrap(
        client.POST('/v1/templates/{id}/preview', {
          signal,
          params: { path: { id } },
          body: { components: components.map((each) => ({ ...each })) },
        }),
      ),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
