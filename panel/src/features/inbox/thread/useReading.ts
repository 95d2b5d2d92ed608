import { useEffect, useRef } from 'react'
import { useMarkRead } from '@/api/queries/messages'
import type { Conversation, Message } from '@/api/types'

/** What is looked at is read: the newest message is in sight and the window has the focus. */
export function useReading({ unread }: Conversation, last: Message | undefined, atEnd: boolean) {
  const { mutate } = useMarkRead()
  const told = useRef<string | null>(null)
  const id = last?.readAt === null ? last.id : null
  useEffect(() => {
    function look() {
      if (unread === 0 || id === null || !atEnd || told.current === id || !document.hasFocus()) return
      told.current = id
      mutate(id)
    }
    look()
    window.addEventListener('focus', look)
    return () => window.removeEventListener('focus', look)
  }, [unread, id, atEnd, mutate])
}
