import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { conversation as oneConversation } from '@/api/inbox/useConversations'
import { contact as oneContact } from '@/api/queries/contacts'
import { groupMembers } from '@/api/inbox/members'
import type { Conversation } from '@/api/types'
import { IconButton } from '@/ui/Button'
import { CopyButton } from '@/ui/CopyButton'
import { ErrorState } from '@/ui/ErrorState'
import { Avatar } from '@/ui/show/Avatar'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { Face } from '../Face'
import { nameOf, titleOf } from '../people'

type Props = { id: string; onClose: () => void }

/** Who it is: beside the thread where there is room, over it where there is not. */
export function ContactPane({ id, onClose }: Props) {
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
        {one.data ? <Facts conversation={one.data} /> : <SkeletonLines lines={6} />}
      </div>
    </div>
  )
}

function Facts({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  return (
    <div className="grid gap-5">
      <div className="grid justify-items-center gap-2 text-center">
        <Face conversation={conversation} size="lg" />
        <p className="text-base font-semibold [overflow-wrap:anywhere] text-ink">
          {titleOf(conversation, t)}
        </p>
      </div>
      {conversation.contact?.contactId ? (
        <Person id={conversation.contact.contactId} />
      ) : (
        <Group conversation={conversation} />
      )}
      <Fact label={t('inbox.contact.begun')}>
        <Time at={conversation.createdAt} as="full" />
      </Fact>
    </div>
  )
}

function Person({ id }: { id: string }) {
  const { t } = useTranslation()
  const one = useQuery(oneContact(id))
  if (one.isError) return <ErrorState error={one.error} onRetry={() => void one.refetch()} />
  if (!one.data) return <SkeletonLines lines={4} />
  const { phone, username, userId, lid, lastInboundAt } = one.data
  return (
    <div className="grid gap-3">
      {phone && (
        <Fact label={t('inbox.contact.phone')}>
          <span className="flex items-center justify-between gap-2 tabular-nums">
            {phone} <CopyButton compact text={phone} label={phone} />
          </span>
        </Fact>
      )}
      {username && <Fact label={t('inbox.contact.username')}>{username}</Fact>}
      {userId && (
        <Fact label={t('inbox.contact.userId')}>
          <span className="font-mono text-xs">{userId}</span>
        </Fact>
      )}
      {lid && (
        <Fact label={t('inbox.contact.lid')}>
          <span className="font-mono text-xs">{lid}</span>
        </Fact>
      )}
      <Fact label={t('inbox.contact.lastSeen')}>
        <Time at={lastInboundAt} as="relative" />
      </Fact>
    </div>
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
