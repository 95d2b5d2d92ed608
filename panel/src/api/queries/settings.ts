import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import type { OwnTenantPatch, Privacy, PrivacyChange } from '../types'

export const ownTenant = () =>
  queryOptions({
    queryKey: ['ownTenant'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/tenant', { signal })),
  })

export function useChangeOwnTenant() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: OwnTenantPatch) => unwrap(client.PATCH('/v1/tenant', { body })),
    onSuccess: (tenant) => {
      queries.setQueryData(ownTenant().queryKey, tenant)
      void queries.invalidateQueries({ queryKey: ['me'] })
      void queries.invalidateQueries({ queryKey: ['tenants'] })
    },
  })
}

export const privacy = () =>
  queryOptions({
    queryKey: ['privacy'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/privacy', { signal })),
  })

export function useChangePrivacy() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: PrivacyChange): Promise<Privacy> => unwrap(client.PUT('/v1/privacy', { body })),
    onSuccess: (now) => queries.setQueryData(privacy().queryKey, now),
  })
}

/** The newest erasures; while one is under way it is looked at again and again. */
export const erasures = () =>
  queryOptions({
    queryKey: ['erasures'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/erasures', { signal, params: { query: { limit: 20 } } })),
    refetchInterval: ({ state }) => (state.data?.data.some((one) => one.state !== 'done') ? 2_000 : false),
  })
