import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { messagesWith } from '@/api/inbox/found'
import type { Message } from '@/api/types'
import { formatStamp } from '@/lib/format'
import { useNow } from '@/lib/useNow'
import { nameOf } from '../people'
import type { InboxSearch } from '../search'

/** Who said it, and to whom if it was us. */
function whoOf({ direction, from, to, chat }: Message, t: TFunction): string {
  if (direction === 'inbound') return nameOf(from, t)
  return chat.kind === 'individual' ? t('inbox.found.ours', { who: nameOf(to, t) }) : t('inbox.us')
}

/** Messages in which what is looked for was said; each leads to its place in its conversation. */
export function FoundMessages({ q, search }: { q: string; search: InboxSearch }) {
  const { t, i18n } = useTranslation()
  const found = useQuery(messagesWith(q))
  const now = useNow(60_000)
  if (!found.data || found.data.length === 0) return null
  return (
    <section aria-label={t('inbox.found.title')} className="max-h-[45%] shrink-0 overflow-y-auto border-t">
      <h2 className="sticky top-0 bg-surface px-3 pt-2 pb-1 text-2xs font-medium text-ink-faint">
        {t('inbox.found.title')}
      </h2>
      <ul className="divide-y">
        {found.data.map((message) => (
          <li key={message.id}>
            <Link
              to="/inbox/$conversationId"
              params={{ conversationId: message.conversationId }}
              search={{ ...search, message: message.id }}
              preload={false}
              className="block px-3 py-2 hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="flex items-baseline justify-between gap-2 text-xs">
                <span className="truncate font-medium text-ink">{whoOf(message, t)}</span>
                <span className="shrink-0 text-2xs text-ink-faint tabular-nums">
                  {formatStamp(message.sentAt ?? message.createdAt, now, i18n.language)}
                </span>
              </span>
              <span className="line-clamp-2 text-xs text-ink-soft">
                {message.highlight?.map((part, index) =>
                  part.hit ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
                ) ?? message.text?.body}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
