import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'
import { allPages } from '../pages'
import type { UserCreate, UserPatch } from '../types'

export const users = () =>
  queryOptions({
    queryKey: ['users'],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(client.GET('/v1/users', { signal, params: { query: { limit: 200, cursor } } })),
      ),
  })

function useUsersChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: ['users'] }) })
}

export function useInvite() {
  return useUsersChange((body: UserCreate) =>
    unwrap(client.POST('/v1/users', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
  )
}

export function useChangeUser() {
  return useUsersChange(({ id, body }: { id: string; body: UserPatch }) =>
    unwrap(client.PATCH('/v1/users/{id}', { params: { path: { id } }, body })),
  )
}

export function useRemoveUser() {
  return useUsersChange((id: string) => unwrap(client.DELETE('/v1/users/{id}', { params: { path: { id } } })))
}

export function useResetSecondFactor() {
  return useUsersChange((id: string) =>
    unwrap(client.DELETE('/v1/users/{id}/second-factor', { params: { path: { id } } })),
  )
}

export function useResetPassword() {
  return useUsersChange((id: string) =>
    unwrap(client.POST('/v1/users/{id}/reset-password', { params: { path: { id } } })),
  )
}
