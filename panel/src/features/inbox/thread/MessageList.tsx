import { useVirtualizer } from '@tanstack/react-virtual'
import { ArrowDown } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Leaving } from '@/api/inbox/outbox'
import type { Message, Note } from '@/api/types'
import { formatNumber } from '@/lib/format'
import { Button } from '@/ui/Button'
import type { BubbleProps } from '../bubble/Bubble'
import { LeavingBubble } from '../bubble/LeavingBubble'
import { NoteBubble } from '../bubble/NoteBubble'
import { heightOf, lineOf, linesOf } from './lines'
import { Bottom, MessageRow, Top, type Way } from './MessageRow'
import { rowsOf, type Unread } from './rows'
import { NEAR_END, type Start, useEnd, useStart } from './useStart'

type Props = {
  messages: readonly Message[]
  notes: readonly Note[]
  leaving: readonly Leaving[]
  /** Where it opens: at the message that was looked for, else where reading goes on. */
  startAt: string | null
  unreadFrom: Unread | null
  /** How many came that nobody has seen yet. */
  unread: number
  group: boolean
  older: Way
  newer: Way
  onAgain: (id: string) => void
  onCancel: (id: string) => void
  onAtEnd: (atEnd: boolean) => void
  /** The message that is to be shown, and again whenever `asked` changes. */
  sought: { id: string; asked: number } | null
  /** A message that is not here is to be shown. */
  onSeek: (messageId: string) => void
  /** The newest is to be shown, which is not here. */
  onNewest: () => void
} & Pick<BubbleProps, 'may' | 'acts'>

/** Further ones are asked for before the reader comes to the end of those that are here. */
const AHEAD = 25
const MARKED_MS = 2_500

/** The messages, drawn only where they are in sight: the newest below, the past above. */
export function MessageList(props: Props) {
  const { messages, notes, leaving, startAt, unreadFrom, unread, older, newer } = props
  const { sought, onSeek, onNewest, onAtEnd } = props
  const { t, i18n } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useMemo(() => rowsOf(messages, unreadFrom), [messages, unreadFrom])
  const reach = useMemo(() => ({ begins: !older.there, ends: !newer.there }), [older.there, newer.there])
  const lines = useMemo(() => linesOf(rows, notes, leaving, reach), [rows, notes, leaving, reach])
  // The compiler cannot memoise what this hook answers; nothing here needs it to.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => {
      const line = lines[index]
      return line ? heightOf(line) : 58
    },
    getItemKey: (index) => lines[index]?.id ?? index,
    overscan: 6,
    anchorTo: 'end',
    followOnAppend: !newer.there,
    scrollEndThreshold: NEAR_END,
    paddingStart: 44,
    paddingEnd: newer.there ? 44 : 12,
  })
  const [marked, setMarked] = useState(startAt)
  const start = useMemo(
    () => startOf(lines, messages, startAt, unreadFrom?.from ?? null),
    [lines, messages, startAt, unreadFrom],
  )
  const [atEnd, look] = useEnd(scroller, start === 'end')
  const settled = useStart(virtual, lines.length > 0, start, scroller, look)

  const shown = virtual.getVirtualItems()
  const top = shown[0]?.index ?? 0
  const bottom = shown.at(-1)?.index ?? 0
  const { onMore: loadOlder } = older
  const { onMore: loadNewer } = newer
  useEffect(() => {
    if (settled && older.there && !older.loading && !older.failed && top < AHEAD) loadOlder()
  }, [settled, older.there, older.loading, older.failed, top, loadOlder])
  useEffect(() => {
    if (settled && newer.there && !newer.loading && !newer.failed && bottom > lines.length - AHEAD)
      loadNewer()
  }, [settled, newer.there, newer.loading, newer.failed, bottom, lines.length, loadNewer])
  const looked = atEnd && !newer.there
  useEffect(() => onAtEnd(settled && looked), [settled, looked, onAtEnd])

  // What one just sent is looked at.
  const toNewest = newer.there ? onNewest : undefined
  const lastLeaving = leaving.at(-1)?.id
  const seen = useRef(lastLeaving)
  useEffect(() => {
    if (!lastLeaving || seen.current === lastLeaving) return
    seen.current = lastLeaving
    if (toNewest) toNewest()
    else virtual.scrollToEnd({ behavior: 'auto' })
  }, [lastLeaving, virtual, toNewest])

  useEffect(() => {
    if (marked === null) return
    const timer = setTimeout(() => setMarked(null), MARKED_MS)
    return () => clearTimeout(timer)
  }, [marked])
  const here = useRef({ lines, messages, onSeek })
  useEffect(() => {
    here.current = { lines, messages, onSeek }
  })
  const jump = useCallback(
    (messageId: string) => {
      const now = here.current
      const index = lineOf(now.lines, now.messages, messageId)
      if (index < 0) {
        now.onSeek(messageId)
        return
      }
      virtual.scrollToIndex(index, { align: 'center' })
      setMarked(now.lines[index]?.id ?? null)
    },
    [virtual],
  )
  const soughtAt = useRef(sought)
  useEffect(() => {
    if (sought === null || soughtAt.current === sought) return
    soughtAt.current = sought
    jump(sought.id)
  }, [sought, jump])

  const { group, may, acts, onAgain, onCancel } = props
  return (
    <div className="relative min-h-0 flex-1 bg-thread">
      <div
        ref={scroller}
        role="region"
        aria-label={t('inbox.thread')}
        tabIndex={0}
        data-thread
        className="absolute inset-0 overflow-x-hidden overflow-y-auto [overflow-anchor:none] focus-visible:-outline-offset-2"
      >
        <div className="relative w-full" style={{ height: virtual.getTotalSize() }}>
          <Top {...older} empty={lines.length === 0} />
          <div role="list" aria-label={t('inbox.thread')}>
            {shown.map(({ index, key, start: top }) => {
              const line = lines[index]
              return (
                line && (
                  <div
                    key={key}
                    ref={virtual.measureElement}
                    data-index={index}
                    role="listitem"
                    className="absolute inset-x-0 top-0 [contain:layout_style]"
                    style={{ transform: `translateY(${top}px)` }}
                  >
                    {'row' in line ? (
                      <MessageRow
                        row={line.row}
                        group={group}
                        marked={marked === line.id}
                        may={may}
                        acts={acts}
                        onJump={jump}
                      />
                    ) : 'note' in line ? (
                      <NoteBubble note={line.note} />
                    ) : (
                      <LeavingBubble
                        leaving={line.leaving}
                        onAgain={() => onAgain(line.id)}
                        onCancel={() => onCancel(line.id)}
                      />
                    )}
                  </div>
                )
              )
            })}
          </div>
          <Bottom {...newer} />
        </div>
      </div>
      {!looked && (
        <Button
          className="absolute right-4 bottom-3 rounded-full shadow-raised"
          onClick={() => (newer.there ? onNewest() : virtual.scrollToEnd({ behavior: 'auto' }))}
          icon={<ArrowDown aria-hidden className="size-4" />}
        >
          {t('inbox.toEnd')}
          {unread > 0 && (
            <span className="rounded-full bg-accent px-1.5 text-2xs font-semibold text-accent-ink tabular-nums">
              <span className="sr-only">{t('inbox.list.unread', { count: unread })}</span>
              <span aria-hidden>{formatNumber(unread, i18n.language)}</span>
            </span>
          )}
        </Button>
      )}
    </div>
  )
}

/** Unread ones that would be in sight anyway are no reason to leave the end. */
const IN_SIGHT = 8

function startOf(
  lines: ReturnType<typeof linesOf>,
  messages: readonly Message[],
  startAt: string | null,
  unreadFrom: string | null,
): Start {
  const sought = startAt === null ? -1 : lineOf(lines, messages, startAt)
  if (sought >= 0) return { index: sought, align: 'center' }
  const unread = unreadFrom === null ? -1 : lines.findIndex(({ id }) => id === unreadFrom)
  return unread >= 0 && lines.length - unread > IN_SIGHT ? { index: unread, align: 'start' } : 'end'
}
