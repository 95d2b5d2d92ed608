import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { sendAttempts } from '@/api/queries/messages'
import type { SendAttempt } from '@/api/types'
import { formatDuration } from '@/lib/format'
import type { Tone } from '@/lib/tone'
import { ErrorState } from '@/ui/ErrorState'
import { Pill } from '@/ui/Pill'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'

const TONES: Record<SendAttempt['outcome'], Tone> = {
  accepted: 'ok',
  refused: 'bad',
  notSent: 'warn',
  unknown: 'warn',
}

export function SendAttempts({ id }: { id: string }) {
  const { t, i18n } = useTranslation()
  const list = useQuery(sendAttempts(id))
  if (list.isPending) return <SkeletonLines lines={2} />
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (list.data.length === 0)
    return <p className="text-sm text-ink-soft">{t('messages.detail.noAttempts')}</p>
  return (
    <ol className="grid gap-2">
      {list.data.map((attempt) => (
        <li key={attempt.number} className="rounded-md border px-3 py-2 text-sm">
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <span className="font-medium">{t('messages.detail.attempt', { number: attempt.number })}</span>
            <Pill tone={TONES[attempt.outcome]}>{t(`messages.detail.outcome.${attempt.outcome}`)}</Pill>
            <span className="text-xs text-ink-soft">
              <Time at={attempt.startedAt} />
              {` · ${formatDuration(attempt.durationMs, i18n.language)}`}
              {attempt.status !== null && ` · HTTP ${attempt.status}`}
            </span>
          </span>
          {attempt.detail && (
            <span className="block text-xs [overflow-wrap:anywhere] text-ink-soft">{attempt.detail}</span>
          )}
        </li>
      ))}
    </ol>
  )
}
