import { useTranslation } from 'react-i18next'
import type { Contact } from '@/api/types'
import { Avatar } from '@/ui/show/Avatar'
import { Pill } from '@/ui/Pill'
import { Time } from '@/ui/Time'
import { nameOf } from './people'

type Props = { contact: Contact; onOpen: () => void; onTag: (tag: string) => void }

export function ContactRow({ contact, onOpen, onTag }: Props) {
  const { t } = useTranslation()
  const { id, name, phone, tags, optedOutAt, lastSeenAt } = contact
  return (
    <div className="relative flex min-h-13 items-center gap-3 px-4 py-1.5 hover:bg-hover">
      <Avatar id={id} name={name} />
      <button
        type="button"
        onClick={onOpen}
        className="min-w-0 flex-1 text-left after:absolute after:inset-0 focus-visible:after:-outline-offset-2 sm:flex-none sm:basis-64"
      >
        <span className="block truncate text-sm font-medium text-ink">{nameOf(contact, t)}</span>
        {name && phone && <span className="block text-xs text-ink-soft tabular-nums">{phone}</span>}
      </button>
      <span className="relative flex min-w-0 flex-1 flex-wrap gap-1 max-sm:hidden">
        {tags.slice(0, 4).map((tag) => (
          <button
            key={tag}
            type="button"
            onClick={() => onTag(tag)}
            className="h-5.5 max-w-40 truncate rounded-md border bg-surface px-1.5 text-xs text-ink-soft hover:text-ink"
          >
            {tag}
          </button>
        ))}
        {optedOutAt && <Pill tone="warn">{t('contacts.optedOut')}</Pill>}
      </span>
      <span className="shrink-0 text-xs text-ink-soft">
        <Time at={lastSeenAt} as="relative" />
      </span>
    </div>
  )
}
