import { useTranslation } from 'react-i18next'
import type { QuickReply } from '@/api/types'
import { cn } from '@/lib/cn'

type Props = {
  id: string
  found: readonly QuickReply[]
  index: number
  none: boolean
  onTake: (reply: QuickReply) => void
}

/** Quick replies above the field while `/` is typed. The field keeps the focus. */
export function SlashList({ id, found, index, none, onTake }: Props) {
  const { t } = useTranslation()
  if (none) return <p className="pb-2 text-xs text-ink-soft">{t('inbox.replies.noneYet')}</p>
  if (found.length === 0) return null
  return (
    <ul
      id={id}
      role="listbox"
      aria-label={t('inbox.replies.title')}
      className="mb-2 max-h-60 overflow-y-auto rounded-lg border bg-raised p-1 shadow-raised"
    >
      {found.map((reply, number) => (
        <li key={reply.id} id={`${id}-${number}`} role="option" aria-selected={number === index}>
          <button
            type="button"
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onTake(reply)}
            className={cn(
              'flex w-full gap-3 rounded-md px-2 py-1.5 text-left text-sm',
              number === index && 'bg-hover',
            )}
          >
            <span className="shrink-0 font-medium text-accent-text">{`/${reply.shortcut}`}</span>
            <span className="min-w-0 truncate text-ink-soft">{reply.text}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
