import type { Delivery } from '@/api/types'

/** What a failed delivery means, as one of few cases that each have a cure. */
export const CURES = [
  'timeout', 'connection', 'unknownHost', 'tls', 'addressNotAllowed', 'invalidAnswer', 'unauthorised', 'notFound',
  'gone', 'tooLarge', 'refused', 'redirect', 'tooMany', 'unavailable', 'broken',
] as const // prettier-ignore
export type Cure = (typeof CURES)[number]

/** Null for what arrived, or was not tried yet. */
export function cureOf({
  state,
  lastError,
  lastStatus,
}: Pick<Delivery, 'state' | 'lastError' | 'lastStatus'>): Cure | null {
  if (state === 'delivered') return null
  switch (lastError) {
    case 'timeout':
      return 'timeout'
    case 'connectionRefused':
    case 'unreachable':
    case 'connectionLost':
      return 'connection'
    case 'unknownHost':
      return 'unknownHost'
    case 'tls':
      return 'tls'
    case 'addressNotAllowed':
      return 'addressNotAllowed'
    case 'invalidAnswer':
      return 'invalidAnswer'
    case null:
      return lastStatus === null ? null : byStatus(lastStatus)
  }
}

function byStatus(status: number): Cure | null {
  if (status < 300) return null
  if (status < 400) return 'redirect'
  if (status === 401 || status === 403) return 'unauthorised'
  if (status === 404 || status === 405) return 'notFound'
  if (status === 410) return 'gone'
  if (status === 413) return 'tooLarge'
  if (status === 429) return 'tooMany'
  if (status < 500) return 'refused'
  return status === 502 || status === 503 || status === 504 ? 'unavailable' : 'broken'
}
