import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { allPages, endless } from '../pages'
import type { paths } from '../schema'
import type { SendMessage } from '../types'

export type MessageQuery = NonNullable<paths['/v1/messages']['get']['parameters']['query']>

export const messages = (query: MessageQuery) =>
  endless(['messages', 'list', query], ({ signal, query: page }) =>
    unwrap(client.GET('/v1/messages', { signal, params: { query: { ...query, ...page } } })),
  )

export const message = (id: string) =>
  queryOptions({
    queryKey: ['messages', 'one', id],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/messages/{id}', { signal, params: { path: { id } } })),
  })

export const sendAttempts = (id: string) =>
  queryOptions({
    queryKey: ['messages', 'attempts', id],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(
          client.GET('/v1/messages/{id}/attempts', {
            signal,
            params: { path: { id }, query: { limit: 200, cursor } },
          }),
        ),
      ),
  })

function useMessagesChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: ['messages'] }) })
}

/** The key is the intent's: pressing send twice for the same text sends it once. */
export function useSendMessage() {
  return useMessagesChange(({ deviceId, body, key }: { deviceId: string; body: SendMessage; key: string }) =>
    unwrap(
      client.POST('/v1/devices/{id}/messages/send', {
        params: { path: { id: deviceId }, header: { 'Idempotency-Key': key } },
        body,
      }),
    ),
  )
}

export function useCancelMessage() {
  return useMessagesChange((id: string) =>
    unwrap(client.POST('/v1/messages/{id}/cancel', { params: { path: { id } } })),
  )
}

export function useMarkRead() {
  return useMessagesChange((id: string) =>
    unwrap(client.POST('/v1/messages/{id}/read', { params: { path: { id } } })),
  )
}

export function useRetryMessage() {
  return useMessagesChange(
    ({ id, acceptDuplicate, key }: { id: string; acceptDuplicate: boolean; key: string }) =>
      unwrap(
        client.POST('/v1/messages/{id}/retry', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body: { acceptDuplicate },
        }),
      ),
  )
}

export function showTyping(id: string): Promise<unknown> {
  return unwrap(client.POST('/v1/messages/{id}/typing', { params: { path: { id } } }))
}
