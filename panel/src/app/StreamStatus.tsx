import { useTranslation } from 'react-i18next'
import { useStreamState } from '@/api/stream/connection'
import { cn } from '@/lib/cn'
import { formatRelative } from '@/lib/format'
import { useNow } from '@/lib/useNow'

/** Whether what is on the screen follows the hub right now. */
export function StreamStatus({ compact }: { compact?: boolean }) {
  const { t, i18n } = useTranslation()
  const stream = useStreamState()
  const now = useNow(5_000)
  const words =
    stream.state === 'live'
      ? t('shell.stream.live')
      : stream.state === 'connecting'
        ? t('shell.stream.connecting')
        : t('shell.stream.lost')
  const title =
    stream.state === 'lost'
      ? t('shell.stream.lostLong', {
          since: formatRelative(new Date(stream.since).toISOString(), now, i18n.language),
        })
      : undefined
  return (
    <span
      role="status"
      title={title ?? (compact ? words : undefined)}
      className={cn(
        'ml-auto inline-flex h-7 shrink-0 items-center gap-1.5 rounded-full text-xs font-medium',
        compact ? 'px-1.5' : 'px-2.5',
        stream.state === 'lost' ? 'bg-warn-soft text-warn-text' : 'text-ink-soft',
      )}
    >
      <span
        aria-hidden
        className={cn(
          'size-2 rounded-full',
          stream.state === 'live' && 'bg-ok',
          stream.state === 'connecting' && 'animate-pulse-soft bg-idle',
          stream.state === 'lost' && 'animate-pulse-soft bg-warn',
        )}
      />
      <span className={cn(compact ? 'sr-only' : stream.state !== 'lost' && 'max-sm:sr-only')}>{words}</span>
      {title && <span className="sr-only">{title}</span>}
    </span>
  )
}
