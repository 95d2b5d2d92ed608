import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Download, MessageCircle, Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { conversationsOf } from '@/api/contacts/contacts'
import { useMayManage } from '@/api/queries/me'
import type { Contact } from '@/api/types'
import { Button } from '@/ui/Button'
import { Mono } from '@/ui/Code'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { Consents } from './Consents'
import { ContactForm } from './ContactForm'
import { EraseDialog } from './EraseDialog'
import { ExportPerson } from './ExportPerson'

type Props = {
  contact: Contact
  /** The conversation beside which this is shown: it is not one of the others. */
  beside?: string
  onErased: () => void
}

/** Everything that the company knows of somebody, as wide as there is room. */
export function PersonDetails({ contact, beside, onErased }: Props) {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const [erasing, setErasing] = useState(false)
  const [exporting, setExporting] = useState(false)
  return (
    <div className="@container grid gap-6">
      {contact.optedOutAt && (
        <Notice tone="warn" title={t('contacts.optedOut')}>
          {t('contacts.optedOutHint')} <Time at={contact.optedOutAt} />
        </Notice>
      )}
      <ContactForm key={contact.id} contact={contact} />
      <Part title={t(beside ? 'contacts.earlier' : 'contacts.conversations')}>
        <Conversations contactId={contact.id} beside={beside} />
      </Part>
      <Part title={t('contacts.identities')}>
        <ul className="divide-y rounded-md border text-sm">
          {contact.identities.map(({ kind, value, since, until }) => (
            <li key={`${kind} ${value}`} className="flex flex-wrap items-baseline gap-x-3 px-3 py-1.5">
              <span className="w-32 text-xs text-ink-soft">{t(`contacts.identity.${kind}`)}</span>
              <Mono className={until ? 'text-ink-faint line-through' : undefined}>{value}</Mono>
              <span className="ml-auto text-xs text-ink-faint">
                {until ? t('contacts.until') : t('contacts.since')} <Time at={until ?? since} />
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('contacts.consents')}>
        <Consents contactId={contact.id} />
      </Part>
      {mayManage && (
        <Part title={t('contacts.privacy')} hint={t('contacts.privacyHint')}>
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setExporting(true)} icon={<Download aria-hidden className="size-4" />}>
              {t('contacts.person.export')}
            </Button>
            <Button
              variant="danger"
              onClick={() => setErasing(true)}
              icon={<Trash2 aria-hidden className="size-4" />}
            >
              {t('contacts.erase.action')}
            </Button>
          </div>
          {exporting && <ExportPerson contactId={contact.id} />}
        </Part>
      )}
      {erasing && <EraseDialog contact={contact} onClose={() => setErasing(false)} onErased={onErased} />}
    </div>
  )
}

function Conversations({ contactId, beside }: { contactId: string; beside: string | undefined }) {
  const { t } = useTranslation()
  const list = useQuery(conversationsOf(contactId))
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <SkeletonLines lines={2} />
  const shown = list.data.filter(({ id }) => id !== beside)
  if (shown.length === 0)
    return (
      <p className="text-sm text-ink-soft">{t(beside ? 'contacts.noEarlier' : 'contacts.noConversations')}</p>
    )
  return (
    <ul className="divide-y rounded-md border">
      {shown.map(({ id, lastMessage, lastMessageAt }) => (
        <li key={id}>
          <Link
            to="/inbox/$conversationId"
            params={{ conversationId: id }}
            className="flex items-center gap-3 px-3 py-2 text-sm hover:bg-hover focus-visible:-outline-offset-2"
          >
            <MessageCircle aria-hidden className="size-4 shrink-0 text-ink-faint" />
            <span className="min-w-0 flex-1 truncate">
              {lastMessage?.preview ?? t('contacts.noMessages')}
            </span>
            <span className="text-xs text-ink-soft">
              <Time at={lastMessageAt} as="relative" />
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="grid gap-2">
      <div>
        <h3 className="text-sm font-semibold text-ink">{title}</h3>
        {hint && <p className="text-xs text-ink-soft">{hint}</p>}
      </div>
      {children}
    </section>
  )
}
