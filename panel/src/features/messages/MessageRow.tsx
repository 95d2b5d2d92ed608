import { ArrowDownLeft, ArrowUpRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '@/api/types'
import { MessagePill } from '@/ui/StatusPill'
import { Time } from '@/ui/Time'
import { nameOf, otherSide, previewOf } from './preview'

type Props = { message: Message; deviceName: string; onOpen: () => void }

export function MessageRow({ message, deviceName, onOpen }: Props) {
  const { t } = useTranslation()
  const inbound = message.direction === 'inbound'
  const Arrow = inbound ? ArrowDownLeft : ArrowUpRight
  const party = otherSide(message)
  const who =
    message.chat.kind === 'group' ? `${t('messages.group')} · ${nameOf(party, t)}` : nameOf(party, t)
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t('messages.open', { who })}
      className="grid w-full grid-cols-[auto_1fr_auto] items-center gap-x-3 px-3 py-2 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 sm:px-4 lg:grid-cols-[auto_11rem_1fr_9rem_7rem_8rem]"
    >
      <Arrow
        aria-label={t(`words.direction.${message.direction}`)}
        className={inbound ? 'size-4 text-accent-text' : 'size-4 text-ink-faint'}
      />
      <span className="truncate font-medium text-ink">{who}</span>
      <span className="truncate text-ink-soft max-lg:order-4 max-lg:col-span-2 max-lg:col-start-2">
        {previewOf(message, t)}
      </span>
      <span className="truncate text-xs text-ink-faint max-lg:hidden">{deviceName}</span>
      <span className="max-lg:order-5 max-lg:col-span-2 max-lg:col-start-2 max-lg:empty:hidden lg:flex lg:justify-start">
        {message.status && <MessagePill status={message.status} />}
      </span>
      <span className="text-right text-xs text-ink-faint max-lg:order-3">
        <Time at={message.sentAt ?? message.createdAt} />
      </span>
    </button>
  )
}
