import type { MessageQuery } from '@/api/queries/messages'
import type { Direction, MessageStatus, MessageType } from '@/api/types'
import { type RawSearch, textsIn, wordIn } from '@/lib/search'

/** What the page shows lives in its address: filters and the open message. */
export type MessageSearch = {
  deviceId?: string
  direction?: Direction
  status?: string
  type?: string
  contactId?: string
  open?: string
}

export function messageSearch(search: RawSearch): MessageSearch {
  const direction = wordIn(search, 'direction', ['inbound', 'outbound'])
  return {
    ...textsIn(search, ['deviceId', 'status', 'type', 'contactId', 'open']),
    ...(direction && { direction }),
  }
}

export function messageQuery({ deviceId, direction, status, type, contactId }: MessageSearch): MessageQuery {
  return {
    ...(deviceId && { deviceId }),
    ...(direction && { direction }),
    ...(status && { status: [status as MessageStatus] }),
    ...(type && { type: [type as MessageType] }),
    ...(contactId && { contactId }),
  }
}

export function isFiltered(search: MessageSearch): boolean {
  return Object.keys(messageQuery(search)).length > 0
}
