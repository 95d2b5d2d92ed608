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
  const go = useCallback(
    (messageId: string) => {
      void seek(queries, conversationId, messageId)
        .catch(() => false)
        .then((found) => {
          if (found) setSought(messageId)
          else toast(t('inbox.found.tooFar'), 'bad')
        })
    },
    [queries, conversationId, t],
  )
  useEffect(() => {
    if (ready && asked) go(asked)
  }, [ready, asked, go])
  return { sought, go }
}
