import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'

export const labels = () =>
  queryOptions({
    queryKey: ['labels'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/v1/labels', { signal }))).data,
    staleTime: 60_000,
  })

export const quickReplies = () =>
  queryOptions({
    queryKey: ['quick-replies'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/v1/quick-replies', { signal }))).data,
    staleTime: 60_000,
  })

function useChange<In, Out>(key: string, mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: [key] })
      if (key === 'labels') await queries.invalidateQueries({ queryKey: ['inbox'] })
    },
  })
}

const intent = () => ({ header: { 'Idempotency-Key': idempotencyKey() } })

type LabelText = { name: string; color: string }
type ReplyText = { shortcut: string; text: string }

export function useSaveLabel() {
  return useChange('labels', ({ id, ...body }: LabelText & { id?: string }) =>
    id
      ? unwrap(client.PATCH('/v1/labels/{id}', { params: { path: { id } }, body }))
      : unwrap(client.POST('/v1/labels', { params: intent(), body })),
  )
}

export function useDeleteLabel() {
  return useChange('labels', (id: string) =>
    unwrap(client.DELETE('/v1/labels/{id}', { params: { path: { id } } })),
  )
}

export function useSaveReply() {
  return useChange('quick-replies', ({ id, ...body }: ReplyText & { id?: string }) =>
    id
      ? unwrap(client.PATCH('/v1/quick-replies/{id}', { params: { path: { id } }, body }))
      : unwrap(client.POST('/v1/quick-replies', { params: intent(), body })),
  )
}

export function useDeleteReply() {
  return useChange('quick-replies', (id: string) =>
    unwrap(client.DELETE('/v1/quick-replies/{id}', { params: { path: { id } } })),
  )
}
