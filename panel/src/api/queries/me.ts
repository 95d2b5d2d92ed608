import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query'
import { allPages } from '../pages'
import { client, unwrap } from '../client'
import { useChosenTenant } from '../session'
import type { Membership, Role } from '../types'

export const me = () =>
  queryOptions({
    queryKey: ['me'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/auth/me', { signal })),
    staleTime: 5 * 60_000,
  })

/** As many as `GET /v1/auth/me` tells. */
const MOST_TENANTS = 200

/** Every tenant of the platform, for superadmins. */
export const allTenants = () =>
  queryOptions({
    queryKey: ['tenants'],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(client.GET('/v1/tenants', { signal, params: { query: { limit: 200, cursor } } })),
      ),
    staleTime: 5 * 60_000,
  })

/** Nothing of the company one leaves stays in memory. */
export function forgetTenant(queries: QueryClient) {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'tenants' })
}

/** The tenant that calls are made for, and what the person may do there. */
export function useTenant(): Membership | null {
  const { data } = useQuery(me())
  const chosen = useChosenTenant()
  const superadmin = data?.user.superadmin ?? false
  const tenants = useQuery({ ...allTenants(), enabled: superadmin })
  if (!data) return null
  const member = data.tenants.find((tenant) => tenant.id === chosen)
  if (member) return member
  const entered = tenants.data?.find((tenant) => tenant.id === chosen)
  /** What a full list leaves out may be anybody's; what a shorter one does not have yet was made a moment ago. */
  const inhabited = data.tenants.length >= MOST_TENANTS
  if (entered) return { ...entered, role: 'superadmin', own: false, inhabited, visit: null }
  return chosen === null && data.tenants.length === 1 ? (data.tenants[0] ?? null) : null
}

export function useRole(): Role {
  const { data } = useQuery(me())
  const tenant = useTenant()
  return data?.user.superadmin ? 'superadmin' : (tenant?.role ?? 'agent')
}

/** Whether the person may configure: everything an agent may not. */
export function useMayManage(): boolean {
  return useRole() !== 'agent'
}
