import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import type { TransportKind } from '../types'

/** The tenant's connection to the Cloud API, with what was found about each number. */
export const connection = () =>
  queryOptions({
    queryKey: ['devices', 'connection'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/whatsapp/connection', { signal })),
    // Somebody is in Meta's dialog, in another window.
    refetchInterval: (query) => {
      const stage = query.state.data?.signup?.stage
      return stage === 'waiting' || stage === 'connecting' ? 1500 : false
    },
  })

export const sendingMode = () =>
  queryOptions({
    queryKey: ['devices', 'mode'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/whatsapp/mode', { signal })),
  })

function useConnectionChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: ['devices'] }) })
}

export function useChooseMode() {
  return useConnectionChange((mode: TransportKind) =>
    unwrap(client.PUT('/v1/whatsapp/mode', { body: { mode } })),
  )
}

export function useBeginSignup() {
  return useConnectionChange((shareable: boolean) =>
    unwrap(client.POST('/v1/whatsapp/embedded-signup/session', { body: { shareable } })),
  )
}

export function useCheckConnection() {
  return useConnectionChange(() => unwrap(client.POST('/v1/whatsapp/connection/check')))
}

export function useMendConnection() {
  return useConnectionChange((body: { deviceId?: string; pin?: string }) =>
    unwrap(client.POST('/v1/whatsapp/connection/mend', { body })),
  )
}
