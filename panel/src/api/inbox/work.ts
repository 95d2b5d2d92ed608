import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'
import { allPages } from '../pages'
import type { Conversation } from '../types'
import { conversation, putConversation } from './useConversations'

/** The people a conversation can be given to. */
export const assignees = () =>
  queryOptions({
    queryKey: ['users', 'assignees'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/v1/assignees', { signal }))).data,
    staleTime: 60_000,
  })

export const notes = (conversationId: string) =>
  queryOptions({
    queryKey: ['inbox', 'notes', conversationId],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(
          client.GET('/v1/conversations/{id}/notes', {
            signal,
            params: { path: { id: conversationId }, query: { limit: 200, cursor } },
          }),
        ),
      ),
    staleTime: 10_000,
  })

export function useAddNote(conversationId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (text: string) =>
      unwrap(
        client.POST('/v1/conversations/{id}/notes', {
          params: { path: { id: conversationId }, header: { 'Idempotency-Key': idempotencyKey() } },
          body: { text },
        }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: notes(conversationId).queryKey }),
  })
}

/** What can be done with a conversation; each answers it as it is then. */
export type Work =
  | { do: 'assign'; userId: string | null; from: string | null }
  | { do: 'labels'; labelIds: string[] }
  | { do: 'close' | 'reopen' | 'takeover' | 'release' }
  | { do: 'read' }

function asked(id: string, work: Work): Promise<Conversation> {
  const params = { path: { id } }
  switch (work.do) {
    case 'assign':
      return unwrap(
        client.POST('/v1/conversations/{id}/assign', {
          params,
          body: { userId: work.userId, from: work.from },
        }),
      )
    case 'labels':
      return unwrap(
        client.PUT('/v1/conversations/{id}/labels', { params, body: { labelIds: work.labelIds } }),
      )
    case 'close':
      return unwrap(client.POST('/v1/conversations/{id}/close', { params }))
    case 'reopen':
      return unwrap(client.POST('/v1/conversations/{id}/reopen', { params }))
    case 'takeover':
      return unwrap(client.POST('/v1/conversations/{id}/takeover', { params }))
    case 'release':
      return unwrap(client.POST('/v1/conversations/{id}/release', { params }))
    case 'read':
      return unwrap(client.POST('/v1/conversations/{id}/read', { params, body: { markAtWhatsApp: true } }))
    default:
      return work satisfies never
  }
}

export function useWork(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (work: Work) => asked(id, work),
    onSuccess: (changed) => putConversation(queries, changed),
    // Somebody else was faster: what they did is shown.
    onError: () => queries.invalidateQueries({ queryKey: conversation(id).queryKey }),
  })
}
