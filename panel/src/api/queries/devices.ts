import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'
import { allPages } from '../pages'
import type { CloudCredentialsChange, Device, DeviceCreate, DevicePatch, DeviceTestRequest } from '../types'

export const devices = () =>
  queryOptions({
    queryKey: ['devices'],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(client.GET('/v1/devices', { signal, params: { query: { limit: 200, cursor } } })),
      ),
  })

export const device = (id: string) =>
  queryOptions({
    queryKey: ['devices', id],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/devices/{id}', { signal, params: { path: { id } } })),
  })

/** Where it stood, newest first. */
export const deviceStates = (id: string) =>
  queryOptions({
    queryKey: ['devices', id, 'states'],
    queryFn: async ({ signal }) =>
      (await unwrap(client.GET('/v1/devices/{id}/states', { signal, params: { path: { id } } }))).data,
  })

export const devicePace = (id: string) =>
  queryOptions({
    queryKey: ['devices', id, 'pace'],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/v1/devices/{id}/pace', { signal, params: { path: { id } } })),
  })

export type DeviceAction = 'connect' | 'disconnect' | 'pause' | 'activate' | 'logout'

const ACTIONS = {
  connect: '/v1/devices/{id}/connect',
  disconnect: '/v1/devices/{id}/disconnect',
  pause: '/v1/devices/{id}/pause',
  activate: '/v1/devices/{id}/activate',
  logout: '/v1/devices/{id}/logout',
} as const

function useDevicesChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSettled: () => queries.invalidateQueries({ queryKey: ['devices'] }),
  })
}

export function useDeviceAction() {
  return useDevicesChange(({ id, action }: { id: string; action: DeviceAction }) =>
    unwrap(client.POST(ACTIONS[action], { params: { path: { id } } })),
  )
}

export function useCreateDevice() {
  return useDevicesChange((body: DeviceCreate): Promise<Device> =>
    unwrap(client.POST('/v1/devices', { params: { header: { 'Idempotency-Key': idempotencyKey() } }, body })),
  )
}

export function useChangeDevice(id: string) {
  return useDevicesChange((body: DevicePatch) =>
    unwrap(client.PATCH('/v1/devices/{id}', { params: { path: { id } }, body })),
  )
}

export function useDeleteDevice() {
  return useDevicesChange(({ id, name }: { id: string; name: string }) =>
    unwrap(client.DELETE('/v1/devices/{id}', { params: { path: { id }, query: { name } } })),
  )
}

export function useCloudCredentials(id: string) {
  return useDevicesChange((body: CloudCredentialsChange) =>
    unwrap(client.PUT('/v1/devices/{id}/cloud', { params: { path: { id } }, body })),
  )
}

export function useCloudCheck(id: string) {
  return useDevicesChange(() =>
    unwrap(client.POST('/v1/devices/{id}/cloud/check', { params: { path: { id } } })),
  )
}

export function useDeviceTest(id: string) {
  return useMutation({
    mutationFn: (body: DeviceTestRequest) =>
      unwrap(client.POST('/v1/devices/{id}/test', { params: { path: { id } }, body })),
  })
}
