import { useMutation, useQueryClient } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'
import { me } from './me'
import type { Tenant, TenantCreate, TenantPatch } from '../types'

function useTenantsChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: async () => {
      await queries.invalidateQueries({ queryKey: ['tenants'] })
      await queries.invalidateQueries({ queryKey: ['me'] })
    },
  })
}

export function useCreateTenant() {
  return useTenantsChange((body: TenantCreate): Promise<Tenant> =>
    unwrap(client.POST('/v1/tenants', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
  )
}

/** Whoever makes the first company of a hub belongs to it: it is theirs, and they are no visitor there. */
export function useJoinOwnTenant() {
  const queries = useQueryClient()
  return useTenantsChange(async (id: string) => {
    const { user } = await queries.ensureQueryData(me())
    return unwrap(
      client.POST('/v1/users', {
        params: { header: { 'X-Tenant-Id': id } },
        body: { email: user.email, name: user.name, role: 'tenantAdmin' },
      }),
    )
  })
}

export function useChangeTenant() {
  return useTenantsChange(({ id, body }: { id: string; body: TenantPatch }) =>
    unwrap(client.PATCH('/v1/tenants/{id}', { params: { path: { id } }, body })),
  )
}

/** Asks for the exact name, because everything of the company goes with it. */
export function useDeleteTenant() {
  return useTenantsChange(({ id, name }: { id: string; name: string }) =>
    unwrap(client.DELETE('/v1/tenants/{id}', { params: { path: { id }, query: { name } } })),
  )
}
