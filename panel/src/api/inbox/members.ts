import { queryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'

export const groupMembers = (conversationId: string) =>
  queryOptions({
    queryKey: ['inbox', 'members', conversationId],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/v1/conversations/{id}/members', { signal, params: { path: { id: conversationId } } }),
      ),
    staleTime: 60_000,
  })
