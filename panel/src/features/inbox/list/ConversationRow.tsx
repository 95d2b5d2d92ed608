import { Link } from '@tanstack/react-router'
import { Bot } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Conversation } from '@/api/types'
import { cn } from '@/lib/cn'
import { formatDateTime, formatNumber, formatStamp } from '@/lib/format'
import { Ticks } from '../bubble/Ticks'
import { Face } from '../Face'
import { titleOf } from '../people'
import type { InboxSearch } from '../search'

type Props = {
  conversation: Conversation
  /** Given when the company has several numbers. */
  deviceName: string | undefined
  search: InboxSearch
  selected: boolean
  now: number
}

/** A conversation in the list: who, what was said last, when, and what of it is unread. */
export const ConversationRow = memo(function ConversationRow(props: Props) {
  const { conversation, deviceName, search, selected, now } = props
  const { t, i18n } = useTranslation()
  const { id, lastMessage, lastMessageAt, unread } = conversation
  return (
    <Link
      to="/inbox/$conversationId"
      params={{ conversationId: id }}
      search={{ ...search, message: undefined }}
      preload={false}
      aria-current={selected ? 'true' : undefined}
      data-conversation={id}
      className={cn(
        'flex h-17 items-center gap-3 px-3 focus-visible:-outline-offset-2',
        selected ? 'bg-accent-soft' : 'hover:bg-hover',
      )}
    >
      <Face conversation={conversation} />
      <span className="min-w-0 flex-1">
        <span className="flex items-baseline gap-2">
          <span
            className={cn(
              'min-w-0 flex-1 truncate text-sm text-ink',
              unread > 0 ? 'font-semibold' : 'font-medium',
            )}
          >
            {titleOf(conversation, t)}
          </span>
          {lastMessageAt && (
            <time
              dateTime={lastMessageAt}
              title={formatDateTime(lastMessageAt, i18n.language)}
              className={cn(
                'shrink-0 text-2xs tabular-nums',
                unread > 0 ? 'font-medium text-accent-text' : 'text-ink-faint',
              )}
            >
              {formatStamp(lastMessageAt, now, i18n.language)}
            </time>
          )}
        </span>
        <span className="flex items-center gap-1.5">
          {lastMessage?.status && <Ticks status={lastMessage.status} className="shrink-0" />}
          <span className={cn('min-w-0 flex-1 truncate text-xs', unread > 0 ? 'text-ink' : 'text-ink-soft')}>
            {lastMessage
              ? lastMessage.preview || t(`words.messageType.${lastMessage.type}`)
              : t('inbox.list.nothing')}
          </span>
          {unread > 0 && (
            <span className="grid h-4.5 min-w-4.5 shrink-0 place-items-center rounded-full bg-accent px-1 text-2xs font-semibold text-accent-ink tabular-nums">
              <span className="sr-only">{t('inbox.list.unread', { count: unread })}</span>
              <span aria-hidden>{unread > 99 ? '99+' : formatNumber(unread, i18n.language)}</span>
            </span>
          )}
        </span>
        <Marks conversation={conversation} deviceName={deviceName} />
      </span>
    </Link>
  )
})

/** Over which number, with which labels, and whose it is. */
function Marks({ conversation, deviceName }: Pick<Props, 'conversation' | 'deviceName'>) {
  const { t } = useTranslation()
  const { labels, assignee, agentMode } = conversation
  return (
    <span className="flex h-4 items-center gap-2 text-2xs text-ink-faint">
      {agentMode === 'auto' && (
        <span className="inline-flex items-center gap-0.5 text-info-text">
          <Bot aria-hidden className="size-3" />
          {t('inbox.agent.short')}
        </span>
      )}
      {labels.slice(0, 3).map(({ id, name, color }) => (
        <span key={id} className="inline-flex min-w-0 items-center gap-1">
          <span aria-hidden className="size-1.5 shrink-0 rounded-full" style={{ backgroundColor: color }} />
          <span className="truncate">{name}</span>
        </span>
      ))}
      {labels.length > 3 && <span>{`+${labels.length - 3}`}</span>}
      {labels.length === 0 && deviceName && <span className="min-w-0 truncate">{deviceName}</span>}
      {assignee && (
        <span className="ml-auto min-w-0 shrink truncate">{assignee.name ?? t('inbox.assign.gone')}</span>
      )}
    </span>
  )
}
