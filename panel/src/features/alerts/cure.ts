import type { Alert } from '@/api/types'

/** Where an alert is put right. */
export type Cure =
  | { to: '/devices/$deviceId'; params: { deviceId: string } }
  | { to: '/deliveries'; search: { endpointId: string; state: 'parked' } }
  | { to: '/webhooks/$endpointId'; params: { endpointId: string } }
  | { to: '/templates/$templateId'; params: { templateId: string } }
  | { to: '/devices/meta' }
  | { to: '/devices' }

export function cureOf({ kind, subject: { id } }: Pick<Alert, 'kind' | 'subject'>): Cure | null {
  switch (kind) {
    case 'deviceOffline':
    case 'deviceNeedsPerson':
      return id ? { to: '/devices/$deviceId', params: { deviceId: id } } : { to: '/devices' }
    case 'endpointFailing':
      return id ? { to: '/deliveries', search: { endpointId: id, state: 'parked' } } : null
    case 'endpointDisabled':
      return id ? { to: '/webhooks/$endpointId', params: { endpointId: id } } : null
    case 'quotaNear':
      return { to: '/devices' }
    case 'tokenDying':
      return { to: '/devices/meta' }
    case 'templateRejected':
      return id ? { to: '/templates/$templateId', params: { templateId: id } } : null
    case 'diskLow':
    case 'queueOld':
      return null
  }
}
