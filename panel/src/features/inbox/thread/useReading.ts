import { useEffect, useRef } from 'react'
import { useWork } from '@/api/inbox/work'
import type { Conversation } from '@/api/types'

/** What is looked at is read: the newest message is in sight and the window has the focus. */
export function useReading({ id, unread, lastMessage }: Conversation, atEnd: boolean) {
  const { mutate } = useWork(id)
  const told = useRef<string | null>(null)
  const last = lastMessage?.id ?? null
  useEffect(() => {
    function look() {
      if (unread === 0 || !atEnd || told.current === last || !document.hasFocus()) return
      told.current = last
      mutate({ do: 'read' })
    }
    look()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [unread, last, atEnd, mutate])
}
