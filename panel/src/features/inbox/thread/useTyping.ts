import { useCallback, useRef } from 'react'
import { showTyping } from '@/api/queries/messages'
import type { Message } from '@/api/types'

/** WhatsApp shows it for 25 seconds; it is told again while somebody still writes. */
const AGAIN_MS = 20_000
/** Nobody who wrote yesterday is waiting for the dots. */
const RECENT_MS = 12 * 3_600_000

/** Shows the person that somebody is typing. Whether that worked is of no consequence. */
export function useTyping(last: Message | undefined) {
  const toldAt = useRef(0)
  const id = last?.id
  const at = last?.createdAt
  return useCallback(() => {
    const now = Date.now()
    if (!id || !at || now - toldAt.current < AGAIN_MS || now - Date.parse(at) > RECENT_MS) return
    toldAt.current = now
    showTyping(id).catch(() => undefined)
  }, [id, at])
}
