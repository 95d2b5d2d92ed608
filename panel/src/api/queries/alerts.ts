import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { endless } from '../pages'
import type { paths } from '../schema'
import type { AlertSettingsChange } from '../types'

export type AlertQuery = NonNullable<paths['/v1/alerts']['get']['parameters']['query']>

export const alerts = (query: AlertQuery) =>
  endless(['alerts', 'list', query], ({ signal, query: page }) =>
    unwrap(client.GET('/v1/alerts', { signal, params: { query: { ...query, ...page } } })),
  )

/** What needs somebody now. */
export const openAlerts = () =>
  queryOptions({
    queryKey: ['alerts', 'open'],
    queryFn: async ({ signal }) =>
      (await unwrap(client.GET('/v1/alerts', { signal, params: { query: { state: 'open', limit: 50 } } })))
        .data,
    refetchInterval: 60_000,
  })

/** What the hub's operator has to look at: disk and queues. */
export const platformAlerts = () =>
  queryOptions({
    queryKey: ['alerts', 'platform'],
    queryFn: async ({ signal }) =>
      (await unwrap(client.GET('/v1/platform/alerts', { signal, params: { query: { limit: 20 } } }))).data,
    refetchInterval: 60_000,
  })

export const alertSettings = () =>
  queryOptions({
    queryKey: ['alerts', 'settings'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/alert-settings', { signal })),
  })

function useAlertsChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: ['alerts'] }) })
}

export function useAcknowledge(platform = false) {
  return useAlertsChange((id: string) =>
    platform
      ? unwrap(client.POST('/v1/platform/alerts/{id}/acknowledge', { params: { path: { id } } }))
      : unwrap(client.POST('/v1/alerts/{id}/acknowledge', { params: { path: { id } } })),
  )
}

export function useChangeAlertSettings() {
  return useAlertsChange((body: AlertSettingsChange) => unwrap(client.PUT('/v1/alert-settings', { body })))
}
