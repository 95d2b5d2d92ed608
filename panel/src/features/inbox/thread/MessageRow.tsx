import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { formatDay } from '@/lib/format'
import { useNow } from '@/lib/useNow'
import { Button } from '@/ui/Button'
import { Skeleton } from '@/ui/Skeleton'
import { Bubble, type BubbleProps } from '../bubble/Bubble'
import type { Row } from './rows'

type Props = Omit<BubbleProps, 'message' | 'first'> & { row: Row }

/** A message with what stands above it: its day, and where reading goes on. */
export const MessageRow = memo(function MessageRow({ row, ...bubble }: Props) {
  const { t } = useTranslation()
  return (
    <div className={cn(row.message.reactions.length > 0 && 'pb-3')}>
      {row.day && <Day at={row.day} />}
      {row.unread !== null && (
        <p className="my-2 flex items-center gap-3 px-4 text-xs font-medium text-accent-text before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent">
          {t('inbox.unreadFrom', { count: row.unread })}
        </p>
      )}
      <Bubble message={row.message} first={row.first} {...bubble} />
    </div>
  )
})

function Day({ at }: { at: string }) {
  const { i18n } = useTranslation()
  const now = useNow(60_000)
  return (
    <p className="flex justify-center pt-3 pb-1">
      <span className="rounded-full bg-bubble-in px-2.5 py-0.5 text-2xs font-medium text-ink-soft shadow-card first-letter:uppercase">
        {formatDay(at, now, i18n.language)}
      </span>
    </p>
  )
}

export type Way = { there: boolean; loading: boolean; failed: boolean; onMore: () => void }

/** Above the first message: more is coming, it could not be had, or this is where it begins. */
export function Top({ there, loading, failed, onMore, empty }: Way & { empty: boolean }) {
  const { t } = useTranslation()
  return (
    <div className="absolute inset-x-0 top-0 flex h-10 items-center justify-center text-xs text-ink-faint">
      {failed ? (
        <Button size="sm" onClick={onMore}>
          {t('inbox.olderFailed')}
        </Button>
      ) : there || loading ? (
        <Skeleton className="h-3 w-32" />
      ) : (
        !empty && t('inbox.beginning')
      )}
    </div>
  )
}

/** Below the last message that is here, when it is not the newest. */
export function Bottom({ there, failed, onMore }: Way) {
  const { t } = useTranslation()
  if (!there) return null
  return (
    <div className="absolute inset-x-0 bottom-0 flex h-10 items-center justify-center">
      {failed ? (
        <Button size="sm" onClick={onMore}>
          {t('inbox.newerFailed')}
        </Button>
      ) : (
        <Skeleton className="h-3 w-32" />
      )}
    </div>
  )
}
