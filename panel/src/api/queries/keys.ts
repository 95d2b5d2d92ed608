import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'
import { allPages } from '../pages'
import type { ApiKeyCreate } from '../types'

export const apiKeys = () =>
  queryOptions({
    queryKey: ['apiKeys'],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(client.GET('/v1/api-keys', { signal, params: { query: { limit: 200, cursor } } })),
      ),
  })

export function useCreateKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: ApiKeyCreate) =>
      unwrap(
        client.POST('/v1/api-keys', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: ['apiKeys'] }),
  })
}

export function useRevokeKey() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => unwrap(client.POST('/v1/api-keys/{id}/revoke', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['apiKeys'] }),
  })
}
