import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Leaving } from '@/api/inbox/outbox'
import type { Message, Note } from '@/api/types'
import { cn } from '@/lib/cn'
import { formatDay } from '@/lib/format'
import { useNow } from '@/lib/useNow'
import { Button } from '@/ui/Button'
import { Skeleton } from '@/ui/Skeleton'
import { Bubble, type BubbleProps } from '../bubble/Bubble'
import { LeavingBubble } from '../bubble/LeavingBubble'
import { NoteBubble } from '../bubble/NoteBubble'
import { addendaOf } from './addenda'
import { type Row, rowsOf, timeOf } from './rows'

type Props = {
  messages: readonly Message[]
  notes: readonly Note[]
  leaving: readonly Leaving[]
  unreadFrom: string | null
  group: boolean
  mayReact: boolean
  hasOlder: boolean
  loadingOlder: boolean
  olderFailed: boolean
  onOlder: () => void
  onAgain: (id: string) => void
  onCancel: (id: string) => void
  onAtEnd: (atEnd: boolean) => void
  /** The message that was looked for, as soon as it is here. */
  sought: string | null
  /** A message that is not here yet is to be shown. */
  onSeek: (messageId: string) => void
} & Pick<BubbleProps, 'onReply' | 'onReact'>

type Line = { id: string; row: Row } | { id: string; note: Note } | { id: string; leaving: Leaving }

/** Older ones are asked for before the reader comes to the first that is here. */
const AHEAD = 25
const MARKED_MS = 2_000

/** The messages, drawn only where they are in sight: the newest below, the past above. */
export function MessageList(props: Props) {
  const { messages, notes, leaving, unreadFrom, sought, onSeek, hasOlder, loadingOlder, onOlder, onAtEnd } =
    props
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => rowsOf(messages, unreadFrom), [messages, unreadFrom])
  const addenda = useMemo(() => addendaOf(messages), [messages])
  const lines = useMemo<Line[]>(
    () => [...withNotes(rows, notes, !hasOlder), ...leaving.map((each) => ({ id: each.id, leaving: each }))],
    [rows, notes, leaving, hasOlder],
  )
  // The compiler cannot memoise what this hook answers; nothing here needs it to.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 58,
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 8,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: 80,
    paddingStart: 44,
    paddingEnd: 12,
  })
  const [marked, setMarked] = useState<string | null>(null)
  const [atEnd, setAtEnd] = useState(true)
  useStart(virtual, lines, unreadFrom, scroller)

  const shown = virtual.getVirtualItems()
  const top = shown[0]?.index ?? 0
  useEffect(() => {
    if (hasOlder && !loadingOlder && top < AHEAD) onOlder()
  }, [hasOlder, loadingOlder, top, onOlder])

  // What one just sent is looked at.
  const lastLeaving = leaving.at(-1)?.id
  useEffect(() => {
    if (lastLeaving) virtual.scrollToEnd({ behavior: 'auto' })
  }, [lastLeaving, virtual])

  const jump = useCallback(
    (messageId: string) => {
      const index = lines.findIndex((line) => line.id === messageId)
      if (index < 0) {
        onSeek(messageId)
        return
      }
      virtual.scrollToIndex(index, { align: 'center' })
      setMarked(messageId)
      setTimeout(() => setMarked(null), MARKED_MS)
    },
    [lines, virtual, onSeek],
  )
  const soughtAt = useRef<string | null>(null)
  useEffect(() => {
    if (sought === null || soughtAt.current === sought || !lines.some(({ id }) => id === sought)) return
    soughtAt.current = sought
    // After the thread has taken its place at the end.
    const timer = setTimeout(() => jump(sought), 300)
    return () => clearTimeout(timer)
  }, [sought, lines, jump])
  function scrolled() {
    const now = isAtEnd(scroller.current)
    if (now === atEnd) return
    setAtEnd(now)
    onAtEnd(now)
  }
  return (
    <div className="relative min-h-0 flex-1 bg-thread">
      <div
        ref={scroller}
        onScroll={scrolled}
        role="region"
        aria-label={t('inbox.thread')}
        tabIndex={0}
        data-thread
        className="absolute inset-0 overflow-x-hidden overflow-y-auto [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="relative w-full" style={{ height: virtual.getTotalSize() }}>
          <Top {...props} empty={lines.length === 0} />
          <div role="list" aria-label={t('inbox.thread')}>
            {shown.map(({ index, key, start }) => {
              const line = lines[index]
              return (
                line && (
                  <div
                    key={key}
                    ref={virtual.measureElement}
                    data-index={index}
                    role="listitem"
                    className="absolute inset-x-0 top-0"
                    style={{ transform: `translateY(${start}px)` }}
                  >
                    {'row' in line ? (
                      <MessageRow
                        {...props}
                        row={line.row}
                        addenda={
                          line.row.message.wireId === null ? undefined : addenda.get(line.row.message.wireId)
                        }
                        marked={marked === line.id}
                        onJump={jump}
                      />
                    ) : 'note' in line ? (
                      <NoteBubble note={line.note} />
                    ) : (
                      <LeavingBubble
                        leaving={line.leaving}
                        onAgain={() => props.onAgain(line.id)}
                        onCancel={() => props.onCancel(line.id)}
                      />
                    )}
                  </div>
                )
              )
            })}
          </div>
        </div>
      </div>
      {!atEnd && (
        <Button
          className="absolute right-4 bottom-3 rounded-full shadow-raised"
          onClick={() => virtual.scrollToEnd({ behavior: 'auto' })}
          icon={<ArrowDown aria-hidden className="size-4" />}
        >
          {t('inbox.toEnd')}
        </Button>
      )}
    </div>
  )
}

function isAtEnd(element: HTMLElement | null): boolean {
  return !element || element.scrollHeight - element.scrollTop - element.clientHeight < 80
}

type Virtual = ReturnType<typeof useVirtualizer<HTMLDivElement, Element>>

/** Notes among the messages, by their time. Those from before the first message that is here come with it. */
function withNotes(rows: readonly Row[], notes: readonly Note[], whole: boolean): Line[] {
  const lines: Line[] = rows.map((row) => ({ id: row.id, row }))
  if (notes.length === 0) return lines
  const begin = rows[0] ? timeOf(rows[0].message) : ''
  const waiting = notes
    .filter(({ at }) => whole || at >= begin)
    .sort((one, other) => (one.at < other.at ? -1 : 1))
  const merged: Line[] = []
  let next = 0
  for (const row of rows) {
    const at = timeOf(row.message)
    for (let note = waiting[next]; note && note.at < at; note = waiting[++next])
      merged.push({ id: note.id, note })
    merged.push({ id: row.id, row })
  }
  return [...merged, ...waiting.slice(next).map((note) => ({ id: note.id, note }))]
}

/** Rows are measured as they are drawn: so many frames later everything has its size. */
const SETTLING_FRAMES = 12

/**
 * A thread opens where reading goes on: at the first unread message, else at the newest. Who looks at the newest keeps
 * looking at it when the place gets smaller, by a keyboard or a longer text below.
 */
function useStart(
  virtual: Virtual,
  lines: readonly Line[],
  unreadFrom: string | null,
  scroller: React.RefObject<HTMLDivElement | null>,
) {
  const started = useRef(false)
  const atEnd = useRef(true)
  useLayoutEffect(() => {
    if (started.current || lines.length === 0) return
    started.current = true
    const unread = unreadFrom === null ? -1 : lines.findIndex(({ id }) => id === unreadFrom)
    let frames = SETTLING_FRAMES
    const begin = () =>
      unread > 0 && lines.length - unread > 8
        ? virtual.scrollToIndex(unread, { align: 'start' })
        : virtual.scrollToEnd({ behavior: 'auto' })
    begin()
    const settle = () => {
      if (frames-- <= 0) return
      begin()
      requestAnimationFrame(settle)
    }
    requestAnimationFrame(settle)
  }, [virtual, lines, unreadFrom])
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const note = () => {
      atEnd.current = isAtEnd(element)
    }
    const resized = new ResizeObserver(() => {
      if (atEnd.current) element.scrollTop = element.scrollHeight
    })
    element.addEventListener('scroll', note)
    resized.observe(element)
    return () => {
      element.removeEventListener('scroll', note)
      resized.disconnect()
    }
  }, [scroller])
}

type RowProps = Pick<BubbleProps, 'addenda' | 'marked' | 'onJump' | 'onReply' | 'onReact' | 'mayReact'> & {
  row: Row
  group: boolean
}

function MessageRow({ row, group, addenda, marked, mayReact, onJump, onReply, onReact }: RowProps) {
  const { t } = useTranslation()
  return (
    <div className={cn(row.message.reactions.length > 0 && 'pb-3')}>
      {row.day && <Day at={row.day} />}
      {row.unread !== null && (
        <p className="my-2 flex items-center gap-3 px-4 text-xs font-medium text-accent-text before:h-px before:flex-1 before:bg-accent after:h-px after:flex-1 after:bg-accent">
          {t('inbox.unreadFrom', { count: row.unread })}
        </p>
      )}
      <Bubble
        message={row.message}
        first={row.first}
        addenda={addenda}
        group={group}
        marked={marked}
        mayReact={mayReact}
        onReply={onReply}
        onReact={onReact}
        onJump={onJump}
      />
    </div>
  )
}

function Day({ at }: { at: string }) {
  const { i18n } = useTranslation()
  const now = useNow(60_000)
  return (
    <p className="flex justify-center pt-3 pb-1">
      <span className="rounded-full bg-bubble-in px-2.5 py-0.5 text-2xs font-medium text-ink-soft shadow-card first-letter:uppercase">
        {formatDay(at, now, i18n.language)}
      </span>
    </p>
  )
}

/** Above the first message: more is coming, it could not be had, or this is where it begins. */
function Top({ hasOlder, loadingOlder, olderFailed, onOlder, empty }: Props & { empty: boolean }) {
  const { t } = useTranslation()
  return (
    <div className="absolute inset-x-0 top-0 flex h-10 items-center justify-center text-xs text-ink-faint">
      {olderFailed ? (
        <Button size="sm" onClick={onOlder}>
          {t('inbox.olderFailed')}
        </Button>
      ) : hasOlder || loadingOlder ? (
        <Skeleton className="h-3 w-32" />
      ) : (
        !empty && t('inbox.beginning')
      )}
    </div>
  )
}
