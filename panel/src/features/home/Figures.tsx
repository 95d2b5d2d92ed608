import { useTranslation } from 'react-i18next'
import type { Stats } from '@/api/types'
import { formatNumber, formatRelative } from '@/lib/format'
import { useNow } from '@/lib/useNow'
import { Skeleton } from '@/ui/Skeleton'

export function Figures({ stats }: { stats: Stats | undefined }) {
  const { t, i18n } = useTranslation()
  const now = useNow()
  const share = (part: number, whole: number) =>
    whole === 0
      ? undefined
      : t('home.ofSent', {
          share: new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(part / whole),
        })
  const messages = stats?.messages
  const outbound = messages?.outbound ?? 0
  const oldest = stats?.queue.oldestQueuedAt
  const figures = [
    { label: t('home.received'), value: messages?.inbound },
    { label: t('home.sent'), value: messages?.outbound },
    {
      label: t('home.delivered'),
      value: messages?.delivered,
      hint: share(messages?.delivered ?? 0, outbound),
    },
    { label: t('home.read'), value: messages?.read, hint: share(messages?.read ?? 0, outbound) },
    { label: t('home.failed'), value: messages?.failed, hint: share(messages?.failed ?? 0, outbound) },
    {
      label: t('home.queued'),
      value: stats && stats.queue.queued + stats.queue.sending,
      hint: oldest ? t('home.oldest', { when: formatRelative(oldest, now, i18n.language) }) : undefined,
    },
  ]
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-line shadow-card sm:grid-cols-3 xl:grid-cols-6">
      {figures.map(({ label, value, hint }) => (
        <div key={label} className="bg-surface px-4 py-3">
          <dt className="text-xs text-ink-soft">{label}</dt>
          <dd className="mt-0.5">
            {value === undefined ? (
              <Skeleton className="my-1 h-6 w-14" />
            ) : (
              <span className="block text-2xl font-semibold tracking-tight text-ink tabular-nums">
                {formatNumber(value, i18n.language)}
              </span>
            )}
            <span className="block min-h-4.5 text-xs text-ink-faint">{hint}</span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
