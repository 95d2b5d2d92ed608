import { queryOptions, useMutation } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { signedIn, signedOut } from '../session'

export function useLogin() {
  return useMutation({
    mutationFn: (body: { email: string; password: string; code?: string }) =>
      unwrap(client.POST('/v1/auth/login', { body })),
    onSuccess: signedIn,
  })
}

/** What this hub can do for somebody who cannot log in. */
export const loginOptions = () =>
  queryOptions({
    queryKey: ['loginOptions'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/auth/options', { signal })),
    staleTime: Infinity,
  })

export function useForgottenPassword() {
  return useMutation({
    mutationFn: (body: { email: string; language: 'es' | 'en' }) =>
      unwrap(client.POST('/v1/auth/forgotten-password', { body })),
  })
}

export function useSetup() {
  return useMutation({
    mutationFn: (body: { token: string; email: string; password: string; name: string }) =>
      unwrap(client.POST('/v1/setup', { body })),
    onSuccess: signedIn,
  })
}

export function useAcceptInvitation() {
  return useMutation({
    mutationFn: (body: { token: string; password: string; name?: string; code?: string }) =>
      unwrap(client.POST('/v1/auth/invitation', { body })),
    onSuccess: signedIn,
  })
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { currentPassword: string; newPassword: string }) =>
      unwrap(client.POST('/v1/auth/password', { body })),
  })
}

/** Leaves this browser even if the hub cannot be told: the token in memory is gone either way. */
export function useSignOut() {
  return useMutation({
    mutationFn: () => unwrap(client.POST('/v1/auth/logout')),
    onSettled: () => signedOut(),
  })
}
