import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Thread } from '@/api/inbox/thread'
import { useProblem } from '@/i18n/problems'
import { problemOf } from '@/lib/problem'
import { toast } from '@/ui/toast'

type Sought = { id: string; asked: number }

/** Leads to a message: where it is here, the thread goes there; otherwise it begins anew around it. */
export function useSeeking(
  thread: Thread | undefined,
  beginAt: (at: string | null) => Promise<void>,
  asked: string | undefined,
) {
  const { t } = useTranslation()
  const problem = useProblem()
  const [sought, setSought] = useState<Sought | null>(null)
  const current = useRef(thread)
  useEffect(() => {
    current.current = thread
  })
  const go = useCallback(
    (messageId: string) => {
      if (current.current?.messages.some(({ id }) => id === messageId)) {
        setSought((before) => ({ id: messageId, asked: (before?.asked ?? 0) + 1 }))
        return
      }
      beginAt(messageId).catch((error: unknown) => {
        const gone = problemOf(error).status === 404
        toast(gone ? t('inbox.found.gone') : problem(error).line, 'bad')
      })
    },
    [beginAt, problem, t],
  )
  // The thread opens at the first one that is asked for; a later one is gone to.
  const ready = thread !== undefined
  const told = useRef<string | undefined>(undefined)
  useEffect(() => {
    if (!ready || told.current === asked) return
    told.current = asked
    if (asked && current.current?.at !== asked) go(asked)
  }, [ready, asked, go])
  return { sought, go }
}
