import { useMutation } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { endless } from '../pages'
import type { paths } from '../schema'

export type AuditQuery = NonNullable<paths['/v1/audit']['get']['parameters']['query']>

export const audit = (query: AuditQuery) =>
  endless(['audit', query], ({ signal, query: page }) =>
    unwrap(client.GET('/v1/audit', { signal, params: { query: { ...query, ...page } } })),
  )

/** Goes through the whole chain: is it as it was written? */
export function useCheckAudit() {
  return useMutation({ mutationFn: () => unwrap(client.POST('/v1/audit/check')) })
}
