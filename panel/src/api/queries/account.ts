import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, unwrap } from '../client'

export const secondFactor = () =>
  queryOptions({
    queryKey: ['me', 'secondFactor'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/auth/second-factor', { signal })),
  })

export const ownSessions = () =>
  queryOptions({
    queryKey: ['me', 'sessions'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/auth/sessions', { signal })),
  })

/** What changes the own account changes what `me` says, too. */
function useAccountChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSuccess: () => queries.invalidateQueries({ queryKey: ['me'] }) })
}

export function useBeginSecondFactor() {
  return useMutation({
    mutationFn: (body: { password: string }) => unwrap(client.POST('/v1/auth/second-factor', { body })),
  })
}

/** The recovery codes are in the answer and nowhere else, so what follows must not unmount what shows them. */
export function useConfirmSecondFactor() {
  return useMutation({
    mutationFn: (body: { code: string }) => unwrap(client.POST('/v1/auth/second-factor/confirm', { body })),
  })
}

export function useRenewRecoveryCodes() {
  return useAccountChange((body: { password: string; code: string }) =>
    unwrap(client.POST('/v1/auth/second-factor/recovery-codes', { body })),
  )
}

export function useDisableSecondFactor() {
  return useAccountChange((body: { password: string; code: string }) =>
    unwrap(client.POST('/v1/auth/second-factor/disable', { body })),
  )
}

export function useEndSession() {
  return useAccountChange((id: string) =>
    unwrap(client.DELETE('/v1/auth/sessions/{id}', { params: { path: { id } } })),
  )
}
