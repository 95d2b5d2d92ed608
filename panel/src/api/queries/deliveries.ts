import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { allPages, paged } from '../pages'
import type { paths } from '../schema'

export type DeliveryQuery = NonNullable<paths['/v1/deliveries']['get']['parameters']['query']>

export const deliveries = (query: DeliveryQuery) =>
  infiniteQueryOptions({
    queryKey: ['deliveries', 'list', query],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        client.GET('/v1/deliveries', {
          signal,
          params: { query: { ...query, limit: 100, cursor: pageParam ?? undefined } },
        }),
      ),
    ...paged,
    placeholderData: keepPreviousData,
  })

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
