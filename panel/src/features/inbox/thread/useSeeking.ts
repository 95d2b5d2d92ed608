import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { seek } from '@/api/inbox/useThread'
import { toast } from '@/ui/toast'

/** Goes back in the thread until a message is here, and tells which one is to be shown then. */
export function useSeeking(conversationId: string, asked: string | undefined, ready: boolean) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [sought, setSought] = useState<string | null>(null)
  const settle = useCallback(
    (messageId: string, found: boolean) => {
      if (found) setSought(messageId)
      else toast(t('inbox.found.tooFar'), 'bad')
    },
    [t],
  )
  const look = useCallback(
    (messageId: string) => seek(queries, conversationId, messageId).catch(() => false),
    [queries, conversationId],
  )
  useEffect(() => {
    if (!ready || !asked) return
    let left = false
    void look(asked).then((found) => left || settle(asked, found))
    return () => {
      left = true
    }
  }, [ready, asked, look, settle])
  const go = useCallback(
    (messageId: string) => void look(messageId).then((found) => settle(messageId, found)),
    [look, settle],
  )
  return { sought, go }
}
