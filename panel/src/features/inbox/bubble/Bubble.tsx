import { Bot, RotateCw } from 'lucide-react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { idempotencyKey } from '@/api/client'
import { useRetryMessage } from '@/api/queries/messages'
import type { Message } from '@/api/types'
import { useCause } from '@/i18n/causes'
import { cn } from '@/lib/cn'
import { formatClock, formatDateTime } from '@/lib/format'
import { nameOf } from '../people'
import { timeOf } from '../thread/rows'
import { type Acts, Actions, type Here, type May } from './Actions'
import { Content } from './Content'
import { Quote } from './Quote'
import { Ticks } from './Ticks'

export type BubbleProps = {
  message: Message
  /** The first of those that belong together. */
  first: boolean
  /** In a group it says who wrote. */
  group: boolean
  marked: boolean
  may: May
  acts: Acts
  onJump: (messageId: string) => void
}

/** One message of the thread. */
export const Bubble = memo(function Bubble(props: BubbleProps) {
  const { message, first, group, marked, may, acts, onJump } = props
  const { quoted } = message
  const { t, i18n } = useTranslation()
  const [here, setHere] = useState<Here>(null)
  const ours = message.direction === 'outbound'
  if (message.type === 'system') {
    return (
      <div className="flex justify-center px-4 py-1 text-center text-xs text-ink-soft">
        <div className="max-w-md rounded-full bg-hover px-3 py-1">
          <Content message={message} />
        </div>
      </div>
    )
  }
  const bare = message.type === 'sticker' && !message.revokedAt
  const answered = message.context?.id
  return (
    <div
      onPointerEnter={(event) => event.pointerType === 'mouse' && setHere((now) => now ?? 'pointer')}
      className={cn(
        'group/bubble flex items-end gap-1 px-4',
        first ? 'pt-2' : 'pt-0.5',
        ours && 'flex-row-reverse',
      )}
    >
      <div
        className={cn(
          'relative max-w-[min(36rem,82%)] min-w-0 rounded-xl text-sm text-ink transition-shadow',
          !bare && 'px-2.5 py-1.5 shadow-card',
          !bare && (ours ? 'bg-bubble-out' : 'bg-bubble-in'),
          first && !bare && (ours ? 'rounded-tr-sm' : 'rounded-tl-sm'),
          marked && 'ring-2 ring-accent',
        )}
      >
        {group && !ours && first && (
          <p className="text-xs font-semibold text-accent-text">{nameOf(message.from, t)}</p>
        )}
        {message.context?.forwarded && (
          <p className="text-2xs text-ink-soft italic">{t('inbox.forwarded')}</p>
        )}
        {answered &&
          (quoted ? (
            <Quote
              who={quoted.direction === 'outbound' ? t('inbox.us') : t('inbox.them')}
              text={quoted.text || t(`words.messageType.${quoted.type}`)}
              onPress={() => onJump(quoted.id)}
              className="mb-1"
            />
          ) : (
            <p className="mb-1 rounded-sm border-l-3 border-line-strong bg-hover px-2 py-1 text-xs text-ink-soft italic">
              {t('inbox.quoteGone')}
            </p>
          ))}
        <Content message={message} />
        <div
          className={cn(
            '-mb-0.5 flex items-center justify-end gap-1 text-2xs text-ink-faint tabular-nums',
            bare && 'mt-1 w-fit rounded-full bg-bubble-in px-1.5',
          )}
        >
          {ours && message.sentBy && <SentBy by={message.sentBy} />}
          {message.editedAt && !message.revokedAt && <span>{t('inbox.edited')}</span>}
          <time dateTime={timeOf(message)} title={formatDateTime(timeOf(message), i18n.language)}>
            {formatClock(timeOf(message), i18n.language)}
          </time>
          {message.status && <Ticks status={message.status} />}
        </div>
        {message.reactions.length > 0 && <Reactions reactions={message.reactions} />}
        <Failure message={message} />
      </div>
      {!message.revokedAt && <Actions message={message} may={may} here={here} onHere={setHere} {...acts} />}
    </div>
  )
})

/** Who of us wrote it. */
function SentBy({ by }: { by: NonNullable<Message['sentBy']> }) {
  const { t } = useTranslation()
  const name = by.kind === 'person' ? by.name : t(`inbox.sentBy.${by.kind}`)
  return (
    <span className="inline-flex min-w-0 items-center gap-0.5" title={by.name ?? undefined}>
      {by.kind === 'agent' && <Bot aria-hidden className="size-3" />}
      <span className="max-w-28 truncate">{name}</span>
    </span>
  )
}

function Reactions({ reactions }: { reactions: Message['reactions'] }) {
  const { t } = useTranslation()
  const counts = new Map<string, number>()
  for (const { emoji } of reactions) counts.set(emoji, (counts.get(emoji) ?? 0) + 1)
  const names = reactions
    .map(({ emoji, from }) => `${emoji} ${from.contactId ? nameOf(from, t) : t('inbox.us')}`)
    .join(', ')
  return (
    <p
      title={names}
      className="absolute -bottom-3 left-2 flex h-5 items-center gap-1 rounded-full border bg-raised px-1.5 text-xs shadow-card"
    >
      <span className="sr-only">{names}</span>
      {[...counts].map(([emoji, count]) => (
        <span key={emoji} aria-hidden>
          {emoji}
          {count > 1 && <span className="ml-0.5 text-2xs text-ink-soft">{count}</span>}
        </span>
      ))}
    </p>
  )
}

/** Why it did not arrive, and what can be done. */
function Failure({ message }: { message: Message }) {
  const { t } = useTranslation()
  const cause = useCause()
  const retry = useRetryMessage()
  const [key] = useState(idempotencyKey)
  const { status, error } = message
  if (status !== 'failed' && status !== 'expired' && status !== 'unknown') return null
  const again = () => retry.mutate({ id: message.id, acceptDuplicate: status === 'unknown', key })
  return (
    <div className="mt-1 border-t border-line-strong pt-1 text-xs text-bad-text">
      <p>
        {error ? cause(error.code, error.cause) : t(`words.messageStatus.${status}`)}
        {error && <span className="text-ink-soft">{` (${error.code})`}</span>}
      </p>
      {status === 'unknown' && <p className="text-ink-soft">{t('inbox.mayArriveTwice')}</p>}
      {retry.isError && <p role="alert">{t('inbox.retryFailed')}</p>}
      <button
        type="button"
        disabled={retry.isPending || retry.isSuccess}
        onClick={again}
        className="mt-0.5 inline-flex items-center gap-1 font-semibold underline underline-offset-2 disabled:no-underline disabled:opacity-60"
      >
        <RotateCw aria-hidden className="size-3" />
        {retry.isSuccess ? t('inbox.retried') : t('inbox.sendAgain')}
      </button>
    </div>
  )
}
