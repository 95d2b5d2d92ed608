import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'
import { problemOf } from '@/lib/problem'
import type { QrCode } from '../types'

/** When a code is asked for again: just after it has run out, and never in a hurry. */
export function renewalAfter(expiresAt: string | undefined, now: number): number {
  return expiresAt === undefined ? 1500 : Math.max(1000, Date.parse(expiresAt) - now + 300)
}

/** The QR code that waits now; asked for again whenever it has run out. */
export const qr = (id: string) =>
  queryOptions({
    queryKey: ['devices', id, 'qr'],
    // The same address also gives a picture; asked like this it is never one.
    queryFn: async ({ signal }) =>
      (await unwrap(client.GET('/v1/devices/{id}/qr', { signal, params: { path: { id } } }))) as QrCode,
    refetchInterval: (query) => renewalAfter(query.state.data?.expiresAt, Date.now()),
    // 409: nothing waits to be scanned any more. The device's state says what does.
    retry: (failures, error) => problemOf(error).status !== 409 && failures < 3,
    gcTime: 0,
  })

export function usePairingCode(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (phone: string) =>
      unwrap(client.POST('/v1/devices/{id}/pairing-code', { params: { path: { id } }, body: { phone } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['devices', id], exact: true }),
  })
}

export function usePairingLink(id: string) {
  return useMutation({
    mutationFn: (expiresInMinutes: number) =>
      unwrap(
        client.POST('/v1/devices/{id}/pairing-link', {
          params: { path: { id }, header: { 'Idempotency-Key': idempotencyKey() } },
          body: { expiresInMinutes },
        }),
      ),
  })
}

/** What the page of a pairing link shows. It has no stream to follow, so it asks. */
export const pairing = (token: string) =>
  queryOptions({
    queryKey: ['pairing', token],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/v1/pairing/{token}', { signal, params: { path: { token } } })),
    refetchInterval: (query) => (query.state.data?.state === 'ONLINE' ? false : 1500),
    retry: (failures, error) => problemOf(error).status !== 404 && failures < 5,
  })

export function usePairingByLink(token: string) {
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: ['pairing', token] })
  const connect = useMutation({
    mutationFn: () => unwrap(client.POST('/v1/pairing/{token}/connect', { params: { path: { token } } })),
    onSettled: again,
  })
  const code = useMutation({
    mutationFn: (phone: string) =>
      unwrap(client.POST('/v1/pairing/{token}/code', { params: { path: { token } }, body: { phone } })),
    onSettled: again,
  })
  return { connect, code }
}
