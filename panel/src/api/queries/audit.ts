import { infiniteQueryOptions, keepPreviousData, useMutation } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { paged } from '../pages'
import type { paths } from '../schema'

export type AuditQuery = NonNullable<paths['/v1/audit']['get']['parameters']['query']>

export const audit = (query: AuditQuery) =>
  infiniteQueryOptions({
    queryKey: ['audit', query],
    queryFn: ({ signal, pageParam }) =>
      unwrap(
        client.GET('/v1/audit', {
          signal,
          params: { query: { ...query, limit: 100, cursor: pageParam ?? undefined } },
        }),
      ),
    ...paged,
    placeholderData: keepPreviousData,
  })

/** Goes through the whole chain: is it as it was written? */
export function useCheckAudit() {
  return useMutation({ mutationFn: () => unwrap(client.POST('/v1/audit/check')) })
}
