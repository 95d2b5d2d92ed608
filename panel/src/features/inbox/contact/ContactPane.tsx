import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { type ComponentType, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { conversation as oneConversation } from '@/api/inbox/useConversations'
import { groupMembers } from '@/api/inbox/members'
import { notes as allNotes } from '@/api/inbox/work'
import { useMayManage } from '@/api/queries/me'
import type { Conversation } from '@/api/types'
import { IconButton } from '@/ui/Button'
import { CopyButton } from '@/ui/CopyButton'
import { Avatar } from '@/ui/show/Avatar'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { Face } from '../Face'
import { nameOf, titleOf } from '../people'
import { Readers } from './Readers'

/** Draws what is known of the person; the inbox itself knows conversations only. */
export type PersonPart = ComponentType<{ contactId: string; conversationId: string }>

type Props = { id: string; onClose: () => void; person: PersonPart }

/** Who it is: beside the thread where there is room, over it where there is not. */
export function ContactPane({ id, onClose, person }: Props) {
  const { t } = useTranslation()
  const one = useQuery(oneConversation(id))
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <header className="flex h-bar shrink-0 items-center justify-between border-b px-3 pl-4">
        <h1 className="sr-only lg:hidden">{t('inbox.contact.title')}</h1>
        <h2 className="text-sm font-semibold text-ink">{t('inbox.contact.title')}</h2>
        <IconButton label={t('common.close')} onClick={onClose}>
          <X aria-hidden className="size-4.5" />
        </IconButton>
      </header>
      <div
        className="min-h-0 flex-1 overflow-y-auto p-4"
        tabIndex={0}
        role="group"
        aria-label={t('inbox.contact.title')}
      >
        {one.data ? <Facts key={id} conversation={one.data} person={person} /> : <SkeletonLines lines={6} />}
      </div>
    </div>
  )
}

function Facts({ conversation, person: Person }: { conversation: Conversation; person: PersonPart }) {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  return (
    <div className="grid gap-5">
      <div className="grid justify-items-center gap-2 text-center">
        <Face conversation={conversation} size="lg" />
        <p className="text-base font-semibold [overflow-wrap:anywhere] text-ink">
          {titleOf(conversation, t)}
        </p>
        {conversation.contact?.phone && (
          <p className="flex items-center gap-1 text-sm text-ink-soft tabular-nums">
            {conversation.contact.phone}
            <CopyButton compact text={conversation.contact.phone} label={conversation.contact.phone} />
          </p>
        )}
      </div>
      {conversation.contact?.contactId ? (
        <Suspense fallback={<SkeletonLines lines={8} />}>
          <Person contactId={conversation.contact.contactId} conversationId={conversation.id} />
        </Suspense>
      ) : (
        <Group conversation={conversation} />
      )}
      <Notes conversationId={conversation.id} />
      <Fact label={t('inbox.contact.begun')}>
        <Time at={conversation.createdAt} as="full" />
      </Fact>
      {mayManage && <Readers conversationId={conversation.id} />}
    </div>
  )
}

/** What colleagues wrote down about it, the newest first. */
function Notes({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  const notes = useQuery(allNotes(conversationId))
  if (!notes.data || notes.data.length === 0) return null
  const newestFirst = [...notes.data].sort((one, other) => (one.at < other.at ? 1 : -1))
  return (
    <section aria-label={t('inbox.notes.all')} className="grid gap-2">
      <h3 className="text-sm font-semibold text-ink">{t('inbox.notes.all')}</h3>
      <ul className="grid gap-1.5">
        {newestFirst.map(({ id, text, author, at }) => (
          <li key={id} className="rounded-md border border-note-line bg-note px-2.5 py-1.5 text-sm">
            <p className="[overflow-wrap:anywhere] whitespace-pre-wrap">{text}</p>
            <p className="mt-0.5 flex justify-between gap-2 text-2xs text-ink-soft">
              <span className="truncate">{author.name ?? t('inbox.assign.gone')}</span>
              <Time at={at} as="relative" />
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Group({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const members = useQuery(groupMembers(conversation.id))
  return (
    <div className="grid gap-3">
      {conversation.group?.description && (
        <Fact label={t('inbox.contact.description')}>{conversation.group.description}</Fact>
      )}
      {members.data && members.data.data.length > 0 && (
        <Fact label={t('inbox.contact.members', { count: members.data.data.length })}>
          <ul className="mt-1 grid gap-1.5">
            {members.data.data.map((member, index) => (
              <li key={member.contactId ?? index} className="flex items-center gap-2">
                <Avatar size="sm" id={member.contactId ?? String(index)} name={member.name ?? null} />
                <span className="min-w-0 flex-1 truncate">{nameOf(member, t)}</span>
                {member.admin && <span className="text-2xs text-ink-faint">{t('inbox.contact.admin')}</span>}
              </li>
            ))}
          </ul>
        </Fact>
      )}
    </div>
  )
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <p className="text-xs text-ink-faint">{label}</p>
      <div className="text-sm [overflow-wrap:anywhere] text-ink">{children}</div>
    </div>
  )
}
