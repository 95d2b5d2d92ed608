import { useQuery } from '@tanstack/react-query'
import { Search, X } from 'lucide-react'
import { Popover } from 'radix-ui'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contact, contactsLike } from '@/api/queries/contacts'
import type { Contact } from '@/api/types'
import { Button } from '@/ui/Button'
import { Input } from '@/ui/Input'

type Props = { contactId: string | undefined; onChange: (id: string | undefined) => void }

export function ContactFilter({ contactId, onChange }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const chosen = useQuery({ ...contact(contactId ?? ''), enabled: contactId !== undefined })
  if (contactId) {
    const label = chosen.data ? nameOf(chosen.data) : t('messages.contact')
    return (
      <Button
        onClick={() => onChange(undefined)}
        aria-label={`${t('common.clearFilters')}: ${label}`}
        className="max-w-56"
      >
        <span className="truncate">{label}</span>
        <X aria-hidden className="size-3.5 shrink-0" />
      </Button>
    )
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>
        <Button icon={<Search aria-hidden className="size-3.5" />} className="text-ink-soft">
          {t('messages.contact')}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          align="start"
          sideOffset={4}
          collisionPadding={8}
          aria-label={t('messages.contact')}
          className="z-50 w-72 animate-enter rounded-md border bg-raised p-2 shadow-raised"
        >
          <Suggestions
            onChoose={(id) => {
              setOpen(false)
              onChange(id)
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Suggestions({ onChoose }: { onChoose: (id: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const found = useQuery(contactsLike(useDeferredValue(typed.trim())))
  return (
    <div className="grid gap-1">
      <Input
        type="search"
        aria-label={t('messages.contactSearch')}
        placeholder={t('messages.contactSearch')}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul className="max-h-64 min-h-9 overflow-y-auto">
        {found.data?.data.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              onClick={() => onChoose(person.id)}
              className="flex w-full items-baseline justify-between gap-3 rounded-sm px-2 py-1.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
            >
              <span className="truncate">{nameOf(person)}</span>
              {person.name && <span className="text-xs text-ink-faint tabular-nums">{person.phone}</span>}
            </button>
          </li>
        ))}
        {found.data?.data.length === 0 && (
          <li className="px-2 py-1.5 text-sm text-ink-soft">{t('messages.contactNone')}</li>
        )}
      </ul>
    </div>
  )
}

function nameOf(person: Contact): string {
  return person.name ?? person.phone ?? person.username ?? person.userId ?? person.lid ?? person.id
}
