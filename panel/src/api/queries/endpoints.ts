import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'
import { allPages } from '../pages'
import type { EndpointCreate, EndpointPatch, ReplayRequest } from '../types'

export const endpoints = () =>
  queryOptions({
    queryKey: ['endpoints'],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(client.GET('/v1/webhook-endpoints', { signal, params: { query: { limit: 200, cursor } } })),
      ),
  })

export const endpoint = (id: string) =>
  queryOptions({
    queryKey: ['endpoints', id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/v1/webhook-endpoints/{id}', { signal, params: { path: { id } } })),
  })

export const eventTypes = () =>
  queryOptions({
    queryKey: ['eventTypes'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/v1/event-types', { signal }))).data,
    staleTime: Infinity,
  })

export const replay = (id: string, replayId: string) =>
  queryOptions({
    queryKey: ['endpoints', id, 'replays', replayId],
    queryFn: ({ signal }) =>
      unwrap(
        client.GET('/v1/webhook-endpoints/{id}/replays/{replayId}', {
          signal,
          params: { path: { id, replayId } },
        }),
      ),
    refetchInterval: (query) => (query.state.data?.state === 'running' ? 1000 : false),
  })

function useEndpointsChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['endpoints'] })
      await queries.invalidateQueries({ queryKey: ['deliveries'] })
    },
  })
}

export function useCreateEndpoint() {
  return useEndpointsChange((body: EndpointCreate) =>
    unwrap(
      client.POST('/v1/webhook-endpoints', {
        params: { header: { 'Idempotency-Key': idempotencyKey() } },
        body,
      }),
    ),
  )
}

export function useChangeEndpoint(id: string) {
  return useEndpointsChange((body: EndpointPatch) =>
    unwrap(client.PATCH('/v1/webhook-endpoints/{id}', { params: { path: { id } }, body })),
  )
}

export function useEnableEndpoint(id: string) {
  return useEndpointsChange(() =>
    unwrap(client.POST('/v1/webhook-endpoints/{id}/enable', { params: { path: { id } } })),
  )
}

export function useDeleteEndpoint(id: string) {
  return useEndpointsChange(() =>
    unwrap(client.DELETE('/v1/webhook-endpoints/{id}', { params: { path: { id } } })),
  )
}

export function useRotateSecret(id: string) {
  return useEndpointsChange((keepOldForSeconds: number) =>
    unwrap(
      client.POST('/v1/webhook-endpoints/{id}/rotate-secret', {
        params: { path: { id } },
        body: { keepOldForSeconds },
      }),
    ),
  )
}

export function useTestEndpoint(id: string) {
  return useEndpointsChange(() =>
    unwrap(client.POST('/v1/webhook-endpoints/{id}/test', { params: { path: { id } } })),
  )
}

export function useStartReplay(id: string) {
  return useEndpointsChange((body: ReplayRequest) =>
    unwrap(
      client.POST('/v1/webhook-endpoints/{id}/replay', {
        params: { path: { id }, header: { 'Idempotency-Key': idempotencyKey() } },
        body,
      }),
    ),
  )
}
