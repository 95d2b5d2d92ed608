import { infiniteQueryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { paged } from '../pages'

/** Who read a conversation, hour by hour, newest first. */
export const conversationAccess = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['inbox', 'access', id],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        client.GET('/v1/conversations/{id}/access', {
          signal,
          params: { path: { id }, query: { limit: 50, cursor: pageParam ?? undefined } },
        }),
      ),
    ...paged,
  })
