import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { allPages, endless } from '../pages'
import type { paths } from '../schema'

export type DeliveryQuery = NonNullable<paths['/v1/deliveries']['get']['parameters']['query']>

export const deliveries = (query: DeliveryQuery) =>
  endless(['deliveries', 'list', query], ({ signal, query: page }) =>
    unwrap(client.GET('/v1/deliveries', { signal, params: { query: { ...query, ...page } } })),
  )

export const delivery = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'one', id],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/deliveries/{id}', { signal, params: { path: { id } } })),
  })

export const attempts = (id: string) =>
  queryOptions({
    queryKey: ['deliveries', 'attempts', id],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(
          client.GET('/v1/deliveries/{id}/attempts', {
            signal,
            params: { path: { id }, query: { limit: 200, cursor } },
          }),
        ),
      ),
  })

export function useRetryDelivery() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      unwrap(client.POST('/v1/deliveries/{id}/retry', { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['deliveries'] }),
  })
}
