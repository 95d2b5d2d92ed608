import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { me } from './me'

/** The platform's people entering a company that is not theirs. */
export function useBeginVisit() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ tenant, ...body }: { tenant: string; reason: string; minutes: number }) =>
      unwrap(client.POST('/v1/tenants/{id}/visit', { params: { path: { id: tenant } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: me().queryKey }),
  })
}

export function useEndVisit() {
  return useMutation({
    mutationFn: (tenant: string) =>
      unwrap(client.DELETE('/v1/tenants/{id}/visit', { params: { path: { id: tenant } } })),
  })
}
