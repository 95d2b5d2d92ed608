import { Link } from '@tanstack/react-router'
import { CornerUpLeft, Ellipsis, Info, SmilePlus } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCancelMessage } from '@/api/queries/messages'
import type { Message } from '@/api/types'
import { copyText } from '@/lib/clipboard'
import { cn } from '@/lib/cn'
import { useProblem } from '@/i18n/problems'
import { useNow } from '@/lib/useNow'
import { IconButton } from '@/ui/Button'
import { Popover } from '@/ui/float/Popover'
import { Menu, MenuItem } from '@/ui/Menu'
import { toast } from '@/ui/toast'
import { timeOf } from '../thread/rows'

/** What one may do about messages of a conversation. */
export type May = {
  /** Anything may be written now. */
  write: boolean
  /** The number can change and take back what it sent. */
  change: boolean
}

export type Acts = {
  onReply: (message: Message) => void
  /** An empty one takes back what was there. */
  onReact: (message: Message, emoji: string) => void
  onEdit: (message: Message) => void
  onRevoke: (message: Message) => void
}

/** How somebody came to a message. */
export type Here = 'pointer' | 'focus' | 'press' | null

type Props = Acts & { message: Message; may: May; here: Here; onHere: (here: Here) => void }

const PLACE = 'flex w-21 shrink-0 items-center self-center'

/** Their buttons come when somebody is at the message: there are many messages, and they scroll by. */
export function Actions({ here, onHere, ...props }: Props) {
  const { t } = useTranslation()
  return (
    <div
      className={cn(
        PLACE,
        'opacity-0 group-hover/bubble:opacity-100 focus-within:opacity-100 has-data-[state=open]:opacity-100 pointer-coarse:opacity-60',
        props.message.direction === 'outbound' && 'justify-end',
      )}
    >
      {here === null ? (
        <button
          type="button"
          aria-label={t('inbox.action.all')}
          onFocus={() => onHere('focus')}
          onClick={() => onHere('press')}
          className="grid size-7 place-items-center rounded-md text-ink-soft"
        >
          <Ellipsis aria-hidden className="size-4" />
        </button>
      ) : (
        <Buttons {...props} focused={here === 'focus'} />
      )}
    </div>
  )
}

const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'] as const
/** So long WhatsApp lets one change what one said. */
const EDITABLE_MS = 15 * 60_000
const EDITABLE_TYPES: readonly string[] = ['text', 'image', 'video', 'document']

function Buttons({
  message,
  may,
  focused,
  onReply,
  onReact,
  onEdit,
  onRevoke,
}: Omit<Props, 'here' | 'onHere'> & { focused: boolean }) {
  const { t } = useTranslation()
  const [reacting, setReacting] = useState(false)
  const place = useRef<HTMLDivElement>(null)
  const problem = useProblem()
  const cancel = useCancelMessage()
  const now = useNow(30_000)
  useEffect(() => {
    if (focused) place.current?.querySelector('button')?.focus()
  }, [focused])
  const text = message.text?.body
  const ours = message.direction === 'outbound'
  const there = message.wireId !== null
  const changeable = ours && there && may.change && may.write
  const young = now - Date.parse(timeOf(message)) < EDITABLE_MS
  const reacted = message.reactions.some(({ from }) => !from.contactId)
  return (
    <div ref={place} className="contents">
      {there && may.write && (
        <IconButton label={t('inbox.action.reply')} onClick={() => onReply(message)} className="size-7">
          <CornerUpLeft aria-hidden className="size-4" />
        </IconButton>
      )}
      {there && may.write && (
        <Popover
          label={t('inbox.action.react')}
          open={reacting}
          onOpenChange={setReacting}
          side="top"
          className="flex w-auto gap-0.5 p-1"
          trigger={
            <IconButton label={t('inbox.action.react')} className="size-7 max-sm:hidden">
              <SmilePlus aria-hidden className="size-4" />
            </IconButton>
          }
        >
          {QUICK.map((emoji) => (
            <button
              key={emoji}
              type="button"
              aria-label={emoji}
              onClick={() => {
                setReacting(false)
                onReact(message, emoji)
              }}
              className="grid size-9 place-items-center rounded-md text-lg hover:bg-hover"
            >
              {emoji}
            </button>
          ))}
        </Popover>
      )}
      <Menu
        label={t('common.more')}
        trigger={
          <IconButton label={t('common.more')} className="size-7">
            <Ellipsis aria-hidden className="size-4" />
          </IconButton>
        }
      >
        {text && <MenuItem onSelect={() => void copyText(text)}>{t('inbox.action.copy')}</MenuItem>}
        {reacted && there && may.write && (
          <MenuItem onSelect={() => onReact(message, '')}>{t('inbox.action.unreact')}</MenuItem>
        )}
        {changeable && young && EDITABLE_TYPES.includes(message.type) && (
          <MenuItem onSelect={() => onEdit(message)}>{t('inbox.action.edit')}</MenuItem>
        )}
        {changeable && (
          <MenuItem danger onSelect={() => onRevoke(message)}>
            {t('inbox.action.revoke')}
          </MenuItem>
        )}
        {message.status === 'queued' && (
          <MenuItem
            danger
            onSelect={() =>
              cancel.mutate(message.id, {
                onError: (error) => toast(problem(error).line, 'bad'),
              })
            }
          >
            {t('inbox.action.cancel')}
          </MenuItem>
        )}
        <Link to="/messages" search={{ open: message.id }} className="contents">
          <MenuItem icon={Info} onSelect={() => undefined}>
            {t('inbox.action.details')}
          </MenuItem>
        </Link>
      </Menu>
    </div>
  )
}
