import type { DeliveryQuery } from '@/api/queries/deliveries'
import type { DeliveryState, EventType } from '@/api/types'
import { type RawSearch, textsIn } from '@/lib/search'

const KEYS = ['endpointId', 'eventType', 'eventId', 'deviceId', 'state', 'open'] as const

export type DeliverySearch = Partial<Record<(typeof KEYS)[number], string>>

export function deliverySearch(search: RawSearch): DeliverySearch {
  return textsIn(search, KEYS)
}

export function deliveryQuery({
  endpointId,
  eventType,
  eventId,
  deviceId,
  state,
}: DeliverySearch): DeliveryQuery {
  return {
    ...(endpointId && { endpointId }),
    ...(eventType && { eventType: eventType as EventType }),
    ...(eventId && { eventId }),
    ...(deviceId && { deviceId }),
    ...(state && { state: [state as DeliveryState] }),
  }
}
