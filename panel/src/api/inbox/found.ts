import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'

/** Messages in whose text the words are. */
export const messagesWith = (q: string) =>
  queryOptions({
    queryKey: ['messages', 'found', q],
    queryFn: async ({ signal }) =>
      (await unwrap(client.GET('/v1/messages', { signal, params: { query: { q, limit: 20 } } }))).data,
    enabled: q.trim().length > 1,
    placeholderData: keepPreviousData,
  })

/** The first few conversations whose person or group is called like that, or has that number. */
export const conversationsLike = (q: string) =>
  queryOptions({
    queryKey: ['conversations', 'like', q],
    queryFn: async ({ signal }) =>
      (await unwrap(client.GET('/v1/conversations', { signal, params: { query: { q, limit: 8 } } }))).data,
    placeholderData: keepPreviousData,
  })
