import { useInfiniteQuery } from '@tanstack/react-query'
import { Eye } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { conversationAccess } from '@/api/inbox/access'
import type { ConversationAccess } from '@/api/types'
import { formatClock } from '@/lib/format'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Sheet } from '@/ui/Sheet'
import { Avatar } from '@/ui/show/Avatar'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'

/** Who read the conversation: asked for, because it is seldom looked at. */
export function Readers({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <div>
      <Button size="sm" onClick={() => setOpen(true)} icon={<Eye aria-hidden className="size-3.5" />}>
        {t('inbox.readers.show')}
      </Button>
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={t('inbox.readers.title')}
        description={t('inbox.readers.hint')}
      >
        <ReaderList conversationId={conversationId} />
      </Sheet>
    </div>
  )
}

function ReaderList({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(conversationAccess(conversationId))
  if (list.isPending) return <SkeletonLines lines={6} />
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  const looks = list.data.pages.flatMap(({ data }) => data)
  if (looks.length === 0)
    return (
      <EmptyState icon={Eye} title={t('inbox.readers.empty')}>
        {t('inbox.readers.emptyText')}
      </EmptyState>
    )
  return (
    <div className="grid gap-3">
      <ul className="divide-y">
        {looks.map((look) => (
          <Reader key={`${look.hour} ${look.by.id}`} look={look} />
        ))}
      </ul>
      {list.hasNextPage && (
        <Button
          className="justify-self-center"
          busy={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          {t('inbox.readers.more')}
        </Button>
      )}
    </div>
  )
}

function Reader({ look: { by, firstAt, lastAt, reason } }: { look: ConversationAccess }) {
  const { t, i18n } = useTranslation()
  const until = formatClock(lastAt, i18n.language)
  return (
    <li className="flex items-start gap-3 py-2.5 text-sm">
      <Avatar size="sm" id={by.id ?? by.kind} name={by.name} />
      <div className="min-w-0 flex-1">
        <p className="[overflow-wrap:anywhere] text-ink">
          {by.name ?? by.id}
          {by.kind === 'apiKey' && <span className="text-ink-soft">{` · ${t('inbox.readers.key')}`}</span>}
        </p>
        {reason !== null && (
          <p className="text-xs [overflow-wrap:anywhere] text-ink-soft">
            {t('inbox.readers.visit', { reason })}
          </p>
        )}
      </div>
      <p className="shrink-0 text-xs text-ink-soft tabular-nums">
        <Time at={firstAt} as="full" />
        {formatClock(firstAt, i18n.language) !== until && `–${until}`}
      </p>
    </li>
  )
}
