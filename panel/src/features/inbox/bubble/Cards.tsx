import {
  ChevronDown,
  CircleUserRound,
  ListChecks,
  MapPin,
  PhoneCall,
  PhoneMissed,
  ShoppingCart,
} from 'lucide-react'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '@/api/types'
import { cn } from '@/lib/cn'
import { formatNumber } from '@/lib/format'
import { CopyButton } from '@/ui/CopyButton'
import { FormattedText } from './FormattedText'

type Props = { message: Message }

export function PlaceBubble({ message }: Props) {
  const { t } = useTranslation()
  const place = message.location
  if (!place) return null
  const { latitude, longitude, name, address, live } = place
  return (
    <div className="flex w-64 max-w-full gap-2.5">
      <span className="grid size-9 shrink-0 place-items-center rounded-md bg-hover text-bad-text">
        <MapPin aria-hidden className="size-5" />
      </span>
      <div className="min-w-0 text-sm">
        <p className="font-medium">
          {name ?? (live ? t('inbox.place.live') : t('words.messageType.location'))}
        </p>
        {address && <p className="text-ink-soft">{address}</p>}
        <p className="text-xs text-ink-soft tabular-nums">{`${latitude}, ${longitude}`}</p>
        <a
          href={`https://www.openstreetmap.org/?mlat=${latitude}&mlon=${longitude}#map=16/${latitude}/${longitude}`}
          target="_blank"
          rel="noreferrer noopener"
          className="text-xs font-medium text-accent-text underline underline-offset-2"
        >
          {t('inbox.place.map')}
        </a>
      </div>
    </div>
  )
}

type Card = {
  name?: { formatted_name?: string }
  org?: { company?: string }
  phones?: { phone?: string; type?: string }[]
  emails?: { email?: string }[]
}

export function PeopleBubble({ message }: Props) {
  const { t } = useTranslation()
  const cards = (message.contacts ?? []) as Card[]
  return (
    <ul className="grid w-64 max-w-full gap-2">
      {cards.map((card, index) => (
        <li key={index} className="flex gap-2.5">
          <CircleUserRound aria-hidden className="size-8 shrink-0 text-ink-faint" strokeWidth={1.25} />
          <div className="min-w-0 flex-1 text-sm">
            <p className="font-medium">{card.name?.formatted_name ?? t('inbox.someone')}</p>
            {card.org?.company && <p className="text-xs text-ink-soft">{card.org.company}</p>}
            {card.phones?.map(({ phone }) => phone && <Copied key={phone} text={phone} />)}
            {card.emails?.map(({ email }) => email && <Copied key={email} text={email} />)}
          </div>
        </li>
      ))}
    </ul>
  )
}

function Copied({ text }: { text: string }) {
  return (
    <p className="flex items-center justify-between gap-2 text-ink-soft tabular-nums">
      <span className="min-w-0 truncate">{text}</span>
      <CopyButton compact text={text} label={text} />
    </p>
  )
}

/** Interactive messages and templates have the same parts: what is said, and what can be pressed on the phone. */
export function Pressable({ children, buttons }: { children: ReactNode; buttons: readonly string[] }) {
  return (
    <div className="grid max-w-72 gap-1.5">
      {children}
      {buttons.length > 0 && (
        <ul className="-mx-2.5 mt-0.5 -mb-1 divide-y border-t">
          {buttons.map((button, index) => (
            <li key={index} className="px-2.5 py-1.5 text-center text-sm font-medium text-accent-text">
              {button}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

type Interactive = {
  type?: string
  header?: { type?: string; text?: string }
  body?: { text?: string }
  footer?: { text?: string }
  action?: {
    button?: string
    name?: string
    parameters?: { display_text?: string; url?: string; flow_cta?: string }
    buttons?: { reply?: { title?: string } }[]
    sections?: { title?: string; rows?: { title?: string; description?: string }[] }[]
  }
  button_reply?: { title?: string }
  list_reply?: { title?: string; description?: string }
  nfm_reply?: { body?: string; response_json?: string }
}

export function InteractiveBubble({ message }: Props) {
  const { t } = useTranslation()
  const said = (message.interactive ?? {}) as Interactive
  const answer = said.button_reply?.title ?? said.list_reply?.title
  if (answer) {
    return (
      <div>
        <p className="text-2xs font-medium text-ink-soft">{t('inbox.interactive.chose')}</p>
        <p>{answer}</p>
        {said.list_reply?.description && (
          <p className="text-xs text-ink-soft">{said.list_reply.description}</p>
        )}
      </div>
    )
  }
  if (said.nfm_reply) return <FormAnswer json={said.nfm_reply.response_json ?? '{}'} />
  const { action } = said
  const buttons = [
    ...(action?.buttons ?? []).map((button) => button.reply?.title ?? ''),
    ...(action?.button ? [action.button] : []),
    action?.parameters?.display_text ?? action?.parameters?.flow_cta ?? '',
    buttonOf(said.type, t),
  ].filter(Boolean)
  return (
    <Pressable buttons={buttons}>
      {said.header?.text && <p className="font-semibold">{said.header.text}</p>}
      {said.body?.text && <FormattedText text={said.body.text} />}
      {said.footer?.text && <p className="text-xs text-ink-soft">{said.footer.text}</p>}
      {action?.sections?.some(({ rows }) => rows) && <Sections sections={action.sections} />}
    </Pressable>
  )
}

/** What WhatsApp itself writes on the button of messages that bring no words for it. */
function buttonOf(type: string | undefined, t: TFunction): string {
  switch (type) {
    case 'location_request_message':
      return t('inbox.interactive.location')
    case 'catalog_message':
      return t('inbox.interactive.catalogue')
    case 'product':
    case 'product_list':
      return t('inbox.interactive.products')
    default:
      return ''
  }
}

function Sections({ sections }: { sections: NonNullable<NonNullable<Interactive['action']>['sections']> }) {
  const { t } = useTranslation()
  const count = sections.reduce((sum, section) => sum + (section.rows?.length ?? 0), 0)
  return (
    <details className="group rounded-md bg-hover px-2 py-1 text-sm">
      <summary className="flex list-none items-center gap-1 text-xs text-ink-soft">
        <ChevronDown aria-hidden className="size-3.5 group-open:rotate-180" />
        {t('inbox.interactive.options', { count })}
      </summary>
      {sections.map((section, index) => (
        <div key={index} className="py-1">
          {section.title && <p className="text-xs font-medium text-ink-soft">{section.title}</p>}
          <ul>
            {section.rows?.map((row, number) => (
              <li key={number} className="py-0.5">
                {row.title}
                {row.description && <span className="block text-xs text-ink-soft">{row.description}</span>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  )
}

function FormAnswer({ json }: { json: string }) {
  const { t } = useTranslation()
  let answers: [string, unknown][] = []
  try {
    answers = Object.entries(JSON.parse(json) as Record<string, unknown>).filter(
      ([key]) => key !== 'flow_token',
    )
  } catch {
    // Not what Meta promises; then only that a form was answered can be said.
  }
  return (
    <div className="grid max-w-72 gap-1">
      <p className="text-2xs font-medium text-ink-soft">{t('inbox.interactive.form')}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-3 text-sm">
        {answers.map(([key, value]) => (
          <div key={key} className="contents">
            <dt className="text-ink-soft">{key}</dt>
            <dd className="[overflow-wrap:anywhere]">
              {typeof value === 'string' ? value : JSON.stringify(value)}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

export function PollBubble({ message }: Props) {
  const { t } = useTranslation()
  const { poll } = message
  if (!poll) return null
  const votes = (option: string) => message.votes?.find((each) => each.option === option)?.count ?? 0
  const most = Math.max(...poll.options.map(votes), 1)
  return (
    <div className="grid w-64 max-w-full gap-2">
      <p className="font-medium">{poll.name}</p>
      <p className="flex items-center gap-1 text-xs text-ink-soft">
        <ListChecks aria-hidden className="size-3.5" />
        {poll.selectable_count === 1 ? t('inbox.poll.one') : t('inbox.poll.several')}
      </p>
      <ul className="grid gap-1.5">
        {poll.options.map((option) => (
          <li key={option} className="text-sm">
            <span className="flex justify-between gap-2">
              <span className="[overflow-wrap:anywhere]">{option}</span>
              <span className="shrink-0 text-ink-soft tabular-nums">
                {t('inbox.poll.votes', { count: votes(option) })}
              </span>
            </span>
            <span aria-hidden className="mt-0.5 block h-1 rounded-full bg-hover">
              <span
                className="block h-full rounded-full bg-accent"
                style={{ width: `${(votes(option) / most) * 100}%` }}
              />
            </span>
          </li>
        ))}
      </ul>
    </div>
  )
}

type Order = {
  text?: string
  product_items?: {
    product_retailer_id?: string
    quantity?: number
    item_price?: number
    currency?: string
  }[]
}

export function OrderBubble({ message }: Props) {
  const { t, i18n } = useTranslation()
  const order = (message.order ?? {}) as Order
  const items = order.product_items ?? []
  const currency = items[0]?.currency
  const total = items.reduce((sum, item) => sum + (item.item_price ?? 0) * Number(item.quantity ?? 1), 0)
  const money = (amount: number) =>
    currency
      ? new Intl.NumberFormat(i18n.language, { style: 'currency', currency }).format(amount)
      : formatNumber(amount, i18n.language)
  return (
    <div className="grid w-64 max-w-full gap-1.5 text-sm">
      <p className="flex items-center gap-1.5 font-medium">
        <ShoppingCart aria-hidden className="size-4" />
        {t('inbox.order.items', { count: items.length })}
      </p>
      <ul className="grid gap-0.5">
        {items.map((item, index) => (
          <li key={index} className="flex justify-between gap-2">
            <span className="min-w-0 truncate">{`${item.quantity ?? 1} × ${item.product_retailer_id ?? '?'}`}</span>
            <span className="text-ink-soft tabular-nums">{money(item.item_price ?? 0)}</span>
          </li>
        ))}
      </ul>
      <p className="flex justify-between border-t pt-1 font-medium">
        {t('inbox.order.total')} <span className="tabular-nums">{money(total)}</span>
      </p>
      {order.text && <FormattedText text={order.text} />}
    </div>
  )
}

type CallFacts = { event?: string; direction?: string; status?: string; duration?: number }

export function CallBubble({ message }: Props) {
  const { t } = useTranslation()
  const call = (message.call ?? {}) as CallFacts
  const missed = !call.duration && /miss|reject|fail|unanswered|no.?answer/i.test(call.status ?? 'missed')
  const Icon = missed ? PhoneMissed : PhoneCall
  return (
    <p className="flex items-center gap-2 text-sm">
      <Icon aria-hidden className={cn('size-4 shrink-0', missed ? 'text-bad-text' : 'text-ink-soft')} />
      {missed ? t('inbox.call.missed') : t('inbox.call.call')}
      {call.duration ? (
        <span className="text-ink-soft tabular-nums">{`${Math.floor(call.duration / 60)}:${String(call.duration % 60).padStart(2, '0')}`}</span>
      ) : null}
    </p>
  )
}
