import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'

/** The first few contacts that match what is typed. */
export const contactsLike = (typed: string) =>
  queryOptions({
    queryKey: ['contacts', 'like', typed],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/v1/contacts', { signal, params: { query: { limit: 8, ...(typed && { q: typed }) } } }),
      ),
    placeholderData: keepPreviousData,
  })

export const contact = (id: string) =>
  queryOptions({
    queryKey: ['contacts', id],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/contacts/{id}', { signal, params: { path: { id } } })),
  })
