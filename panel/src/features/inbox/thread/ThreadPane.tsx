import { useQuery, useQueryClient } from '@tanstack/react-query'
import { MessageCircle, PhoneOff } from 'lucide-react'
import { type DragEvent, lazy, Suspense, useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Attached, useOutbox } from '@/api/inbox/outbox'
import { conversation as oneConversation } from '@/api/inbox/useConversations'
import type { Thread as ThreadRun } from '@/api/inbox/thread'
import { forgetPlace, useThread } from '@/api/inbox/useThread'
import { notes as allNotes } from '@/api/inbox/work'
import { devices } from '@/api/queries/devices'
import type { Conversation, Message, Note, SendMessage, Template } from '@/api/types'
import { problemOf } from '@/lib/problem'
import { useNow } from '@/lib/useNow'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { toast } from '@/ui/toast'
import { Viewer } from '../bubble/Viewer'
import { Composer } from '../composer/Composer'
import { NoteComposer } from '../composer/NoteComposer'
import { addressOf } from '../people'
import type { Component } from '../template'
import { type Change, Changing } from './Changing'
import { MessageList } from './MessageList'
import { firstUnread, type Unread } from './rows'
import { ThreadHead } from './ThreadHead'
import { ThreadSkeleton } from './ThreadSkeleton'
import { useActs } from './useActs'
import { useSeeking } from './useSeeking'
import { useReading } from './useReading'
import { useTyping } from './useTyping'
import { windowOf } from './window'
import { WorkBar } from '../work/WorkBar'
import { WindowClosed } from './WindowNotice'

const TemplateDialog = lazy(async () => ({
  default: (await import('../composer/TemplateDialog')).TemplateDialog,
}))

type Props = {
  id: string
  messageId: string | undefined
  contactOpen: boolean
  onContact: () => void
  onBack: () => void
}

/** One conversation: its head, its messages, and where one writes. */
export function ThreadPane({ id, messageId, contactOpen, onContact, onBack }: Props) {
  const one = useQuery(oneConversation(id))
  if (one.isError && !one.data) {
    return (
      <div className="p-4">
        <ErrorState error={one.error} onRetry={() => void one.refetch()} />
      </div>
    )
  }
  if (!one.data) return <ThreadSkeleton />
  return (
    <>
      <ThreadHead conversation={one.data} contactOpen={contactOpen} onContact={onContact} onBack={onBack} />
      <WorkBar conversation={one.data} />
      <Thread key={id} conversation={one.data} messageId={messageId} />
    </>
  )
}

type ThreadProps = { conversation: Conversation; messageId: string | undefined }

function Thread({ conversation, messageId }: ThreadProps) {
  const { t } = useTranslation()
  const { id, deviceId } = conversation
  const { thread, isError, error, refetch, older, newer, beginAt } = useThread(conversation, messageId)
  const { leaving, send, again, cancel } = useOutbox(id)
  const numbers = useQuery(devices())
  const device = numbers.data?.find((each) => each.id === deviceId)
  const [replyTo, setReplyTo] = useState<Message | null>(null)
  const [choosing, setChoosing] = useState(false)
  const [files, setFiles] = useState<readonly File[]>([])
  const [over, setOver] = useState(false)
  const [atEnd, setAtEnd] = useState(false)
  const window = windowOf(conversation, device, useNow(10_000))
  const address = useMemo(() => addressOf(conversation), [conversation])
  const messages = thread?.messages
  const lastInbound = messages?.findLast((each) => each.direction === 'inbound')
  const unread = useUnread(thread, conversation.unread)
  useReading(conversation, atEnd)
  const { sought, go: seek } = useSeeking(thread, beginAt, messageId)
  const queries = useQueryClient()
  useEffect(() => () => forgetPlace(queries, id), [queries, id])
  const notes = useQuery(allNotes(id))
  const [noting, setNoting] = useState(false)
  const typing = useTyping(lastInbound)
  const toNewest = useCallback(() => {
    beginAt(null).catch((problem: unknown) => toast(problemOf(problem).title, 'bad'))
  }, [beginAt])
  const [change, setChange] = useState<Change | null>(null)
  const sendHere = useCallback(
    (text: string, what: SendMessage | Attached) => send(deviceId, text, what),
    [send, deviceId],
  )
  const acts = useActs({ address, onSend: sendHere, onReply: setReplyTo, onChange: setChange })
  function sendTemplate(template: Template, components: Component[], text: string) {
    if (!address) return
    const { name, language } = template
    send(deviceId, text, {
      ...address,
      type: 'template',
      template: { name, language: { code: language }, ...(components.length > 0 && { components }) },
    })
    setChoosing(false)
  }
  const mayWrite = window.kind !== 'closed' && address !== null
  const mayChange = device?.transport === 'WEB'
  const may = useMemo(() => ({ write: mayWrite, change: mayChange }), [mayWrite, mayChange])
  const drop = {
    onDragOver: (event: DragEvent) => {
      if (!mayWrite || !event.dataTransfer.types.includes('Files')) return
      event.preventDefault()
      setOver(true)
    },
    onDragLeave: (event: DragEvent) => {
      if (event.currentTarget === event.target || !(event.relatedTarget instanceof Node)) setOver(false)
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault()
      setOver(false)
      setFiles([...files, ...event.dataTransfer.files])
    },
  }
  return (
    <div className="relative flex min-h-0 flex-1 flex-col" {...drop}>
      {isError && !thread ? (
        <div className="flex-1 p-4">
          <ErrorState error={error} onRetry={() => void refetch()} />
        </div>
      ) : !messages ? (
        <ThreadSkeleton bare />
      ) : messages.length === 0 && leaving.length === 0 ? (
        <div className="grid flex-1 place-items-center bg-thread">
          <EmptyState icon={MessageCircle} title={t('inbox.emptyThread.title')}>
            {t('inbox.emptyThread.text')}
          </EmptyState>
        </div>
      ) : (
        <MessageList
          key={thread.run}
          messages={messages}
          notes={notes.data ?? NO_NOTES}
          leaving={leaving}
          unreadFrom={unread}
          group={conversation.chat.kind === 'group'}
          may={may}
          acts={acts}
          startAt={thread.at ?? messageId ?? null}
          unread={conversation.unread}
          older={{ ...older, there: thread.older !== null, onMore: older.load }}
          newer={{ ...newer, there: thread.newer !== null, onMore: newer.load }}
          onAgain={again}
          onCancel={cancel}
          onAtEnd={setAtEnd}
          sought={sought}
          onSeek={seek}
          onNewest={toNewest}
        />
      )}
      <div className="shrink-0 border-t bg-surface px-3 pt-1.5 pb-2">
        <Tabs noting={noting} onNoting={setNoting} />
        {noting ? (
          <NoteComposer conversationId={id} />
        ) : address === null ? (
          <Notice tone="info">{t('inbox.noAddress')}</Notice>
        ) : window.kind === 'closed' ? (
          <WindowClosed since={window.since} onTemplate={() => setChoosing(true)} />
        ) : (
          <Composer
            conversation={conversation}
            address={address}
            replyTo={replyTo}
            onNoReply={() => setReplyTo(null)}
            onSend={sendHere}
            onTemplate={() => setChoosing(true)}
            onTyping={typing}
            files={files}
            onFiles={setFiles}
            templates={device?.transport !== 'WEB'}
          />
        )}
      </div>
      {device?.paused && (
        <p className="flex items-center gap-1.5 bg-warn-soft px-4 py-1.5 text-xs text-warn-text">
          <PhoneOff aria-hidden className="size-3.5" />
          {t('inbox.paused', { name: device.name })}
        </p>
      )}
      {over && (
        <div className="pointer-events-none absolute inset-2 z-10 grid place-items-center rounded-xl border-2 border-dashed border-accent bg-accent-soft text-sm font-medium text-accent-text">
          {t('inbox.composer.drop')}
        </div>
      )}
      {choosing && (
        <Suspense>
          <TemplateDialog deviceId={deviceId} onClose={() => setChoosing(false)} onSend={sendTemplate} />
        </Suspense>
      )}
      {change && address && (
        <Changing change={change} address={address} onClose={() => setChange(null)} onSend={sendHere} />
      )}
      <Viewer messages={messages ?? []} />
    </div>
  )
}

const NO_NOTES: readonly Note[] = []

/** Whether one writes to the person or to colleagues. */
function Tabs({ noting, onNoting }: { noting: boolean; onNoting: (noting: boolean) => void }) {
  const { t } = useTranslation()
  return (
    <div role="tablist" aria-label={t('inbox.notes.whom')} className="mb-1 flex gap-3 text-xs">
      {([false, true] as const).map((note) => (
        <button
          key={String(note)}
          type="button"
          role="tab"
          aria-selected={noting === note}
          onClick={() => onNoting(note)}
          className="border-b-2 border-transparent py-0.5 font-medium text-ink-faint hover:text-ink aria-selected:border-accent aria-selected:text-ink"
        >
          {note ? t('inbox.notes.tab') : t('inbox.notes.reply')}
        </button>
      ))}
    </div>
  )
}

/** Where reading goes on, as it was when the conversation was opened; what comes later is seen as it comes. */
function useUnread(thread: ThreadRun | undefined, count: number): Unread | null {
  const [kept, keep] = useState<{ unread: Unread | null } | null>(null)
  if (thread && kept === null) {
    const from = thread.unreadFrom ?? firstUnread(thread.messages, count)
    keep({ unread: from === null ? null : { from, count } })
  }
  return kept?.unread ?? null
}
