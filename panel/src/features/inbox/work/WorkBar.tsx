import { useQuery } from '@tanstack/react-query'
import { Archive, ArchiveRestore, Bot, Hand, Tags, UserPlus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { labels, useSaveLabel } from '@/api/inbox/labels'
import { assignees, useWork } from '@/api/inbox/work'
import { me } from '@/api/queries/me'
import type { Conversation } from '@/api/types'
import { useProblem } from '@/i18n/problems'
import { problemOf } from '@/lib/problem'
import { Button, IconButton } from '@/ui/Button'
import { Combobox } from '@/ui/float/Combobox'
import { Avatar } from '@/ui/show/Avatar'
import { Tag } from '@/ui/show/Tag'
import { toast } from '@/ui/toast'

const NOBODY = 'nobody'

/** Whose it is, what it is about, who answers, and whether it is done. */
export function WorkBar({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation()
  const { id, agentMode, state } = conversation
  const work = useWork(id)
  const problem = useProblem()
  function go(what: Parameters<typeof work.mutate>[0], done?: string) {
    work.mutate(what, {
      onSuccess: () => done && toast(done),
      onError: (error) => {
        const taken = problemOf(error).type.endsWith('assigned-meanwhile')
        toast(taken ? t('inbox.assign.taken') : problem(error).line, 'bad')
      },
    })
  }
  const closed = state === 'closed'
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 border-b bg-surface px-3 py-1">
      <Assign
        conversation={conversation}
        onAssign={(userId) => go({ do: 'assign', userId, from: conversation.assignee?.id ?? null })}
      />
      <Labels conversation={conversation} onLabels={(labelIds) => go({ do: 'labels', labelIds })} />
      <span className="ml-auto flex items-center gap-1.5">
        {agentMode === 'auto' && (
          <Button
            size="sm"
            onClick={() => go({ do: 'takeover' }, t('inbox.agent.taken'))}
            icon={<Hand aria-hidden className="size-3.5" />}
          >
            {t('inbox.agent.takeOver')}
          </Button>
        )}
        {agentMode === 'human' && (
          <Button
            size="sm"
            onClick={() => go({ do: 'release' }, t('inbox.agent.given'))}
            icon={<Bot aria-hidden className="size-3.5" />}
          >
            {t('inbox.agent.giveBack')}
          </Button>
        )}
        <Button
          size="sm"
          busy={work.isPending && (work.variables.do === 'close' || work.variables.do === 'reopen')}
          onClick={() =>
            go(
              { do: closed ? 'reopen' : 'close' },
              closed ? t('inbox.close.reopened') : t('inbox.close.closed'),
            )
          }
          icon={
            closed ? (
              <ArchiveRestore aria-hidden className="size-3.5" />
            ) : (
              <Archive aria-hidden className="size-3.5" />
            )
          }
        >
          {closed ? t('inbox.close.reopen') : t('inbox.close.close')}
        </Button>
      </span>
    </div>
  )
}

function Assign({
  conversation,
  onAssign,
}: {
  conversation: Conversation
  onAssign: (userId: string | null) => void
}) {
  const { t } = useTranslation()
  const people = useQuery(assignees())
  const self = useQuery(me())
  const { assignee } = conversation
  const own = self.data?.user.id
  const name = assignee ? (assignee.name ?? t('inbox.assign.gone')) : t('inbox.assign.nobody')
  const options = [
    { id: NOBODY, label: t('inbox.assign.nobody') },
    ...(people.data ?? [])
      .map((person) => ({
        id: person.id,
        label:
          person.id === own ? t('inbox.assign.me', { name: person.name ?? '' }) : (person.name ?? person.id),
        icon: <Avatar size="sm" id={person.id} name={person.name} />,
      }))
      .sort((one, other) => Number(other.id === own) - Number(one.id === own)),
  ]
  return (
    <Combobox
      label={t('inbox.assign.title')}
      single
      placeholder={t('inbox.assign.nobody')}
      options={options}
      value={[assignee?.id ?? NOBODY]}
      onChange={([chosen = NOBODY]) => onAssign(chosen === NOBODY ? null : chosen)}
      trigger={
        <Button size="sm" aria-label={t('inbox.assign.label', { name })} data-assign>
          {assignee ? (
            <Avatar
              size="sm"
              className="-ml-1 size-4.5 text-[0.5rem]"
              id={assignee.id}
              name={assignee.name}
            />
          ) : (
            <UserPlus aria-hidden className="size-3.5" />
          )}
          <span className="max-w-32 truncate">{name}</span>
        </Button>
      }
    />
  )
}

function Labels({
  conversation,
  onLabels,
}: {
  conversation: Conversation
  onLabels: (ids: string[]) => void
}) {
  const { t } = useTranslation()
  const known = useQuery(labels())
  const chosen = conversation.labels.map(({ id }) => id)
  return (
    <>
      <Combobox
        label={t('inbox.labels.title')}
        placeholder={t('inbox.labels.title')}
        options={(known.data ?? []).map(({ id, name, color }) => ({
          id,
          label: name,
          icon: (
            <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: color }} />
          ),
        }))}
        value={chosen}
        onChange={onLabels}
        foot={(typed) => <NewLabel typed={typed} onMade={(id) => onLabels([...chosen, id])} />}
        trigger={
          <IconButton label={t('inbox.labels.title')} className="size-control-sm" data-labels>
            <Tags aria-hidden className="size-4" />
          </IconButton>
        }
      />
      <span className="flex min-w-0 flex-wrap gap-1 max-sm:hidden">
        {conversation.labels.map(({ id, name, color }) => (
          <Tag
            key={id}
            color={color}
            name={name}
            onRemove={() => onLabels(chosen.filter((each) => each !== id))}
          >
            {name}
          </Tag>
        ))}
      </span>
    </>
  )
}

/** A label that there is not yet is made by typing its name. */
function NewLabel({ typed, onMade }: { typed: string; onMade: (id: string) => void }) {
  const { t } = useTranslation()
  const known = useQuery(labels())
  const save = useSaveLabel()
  const name = typed.trim()
  // It is put on the conversation even when the list was closed meanwhile.
  async function make() {
    const made = await save.mutateAsync({ name, color: '#0f766e' }).catch(() => null)
    if (made) onMade(made.id)
  }
  if (!name || known.data?.some((label) => label.name.toLowerCase() === name.toLowerCase())) return null
  return (
    <div className="border-t p-1">
      <Button
        size="sm"
        variant="ghost"
        className="w-full justify-start"
        busy={save.isPending}
        onClick={() => void make()}
      >
        {t('inbox.labels.make', { name })}
      </Button>
    </div>
  )
}
