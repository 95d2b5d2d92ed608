import { Copy, ExternalLink, FileText, Image, List, MapPin, Phone, Reply, Video } from 'lucide-react'
import { Fragment, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export type PhoneMessage = {
  header: { format: string; text: string | null } | null
  body: string
  footer: string | null
  buttons: readonly { type: string; text: string }[]
  cards: readonly PhoneMessage[]
}

/** WhatsApp's own marks: *bold*, _italic_, ~struck~, ```code```. */
function marked(text: string): ReactNode[] {
  return text.split(/(\*[^*\n]+\*|_[^_\n]+_|~[^~\n]+~|```[^`]+```|\{\{[^{}]+\}\})/).map((part, index) => {
    const inner = part.slice(1, -1)
    if (/^\*[^*\n]+\*$/.test(part)) return <strong key={index}>{inner}</strong>
    if (/^_[^_\n]+_$/.test(part)) return <em key={index}>{inner}</em>
    if (/^~[^~\n]+~$/.test(part)) return <s key={index}>{inner}</s>
    if (/^```[^`]+```$/.test(part)) return <code key={index}>{part.slice(3, -3)}</code>
    if (/^\{\{[^{}]+\}\}$/.test(part)) {
      return (
        <mark key={index} className="rounded-sm bg-warn-soft px-0.5 text-warn-text">
          {part}
        </mark>
      )
    }
    return <Fragment key={index}>{part}</Fragment>
  })
}

const FILES = { image: Image, video: Video, document: FileText, location: MapPin } as const
const BUTTONS = {
  URL: ExternalLink,
  PHONE_NUMBER: Phone,
  COPY_CODE: Copy,
  OTP: Copy,
  QUICK_REPLY: Reply,
} as const

/** A message as it looks on the phone of whoever gets it. */
export function PhonePreview({ message, label }: { message: PhoneMessage; label: string }) {
  return (
    <figure aria-label={label} className="grid min-h-64 content-start gap-2 rounded-xl border bg-thread p-4">
      <Bubble message={message} />
      {message.cards.length > 0 && (
        <div className="flex gap-2 overflow-x-auto pb-1" role="group" aria-label={label} tabIndex={0}>
          {message.cards.map((card, index) => (
            <div key={index} className="w-56 shrink-0">
              <Bubble message={card} />
            </div>
          ))}
        </div>
      )}
    </figure>
  )
}

function Bubble({ message }: { message: PhoneMessage }) {
  const { t } = useTranslation()
  const { header, body, footer, buttons } = message
  const format = header?.format
  const File = format && format in FILES ? FILES[format as keyof typeof FILES] : null
  return (
    <div className="max-w-xs overflow-hidden rounded-lg rounded-tl-none bg-bubble-in text-sm shadow-card">
      {File && (
        <div className="m-1 grid h-32 place-items-center content-center gap-1 rounded-md bg-hover text-xs text-ink-soft">
          <File aria-hidden className="size-6" />
          {t(`ui.phone.${format as keyof typeof FILES}`)}
        </div>
      )}
      <div className="grid gap-1 px-2.5 py-2">
        {header?.text && <p className="font-semibold text-ink">{marked(header.text)}</p>}
        <p className="[overflow-wrap:anywhere] whitespace-pre-wrap text-ink">
          {body ? marked(body) : <span className="text-ink-faint">{t('ui.phone.empty')}</span>}
        </p>
        {footer && <p className="text-xs text-ink-faint">{footer}</p>}
      </div>
      {buttons.length > 0 && (
        <ul className="divide-y border-t">
          {buttons.map(({ type, text }, index) => {
            const Icon = type in BUTTONS ? BUTTONS[type as keyof typeof BUTTONS] : List
            return (
              <li
                key={index}
                className="flex items-center justify-center gap-1.5 px-3 py-2 font-medium text-accent-text"
              >
                <Icon aria-hidden className="size-3.5" />
                <span className="truncate">{text}</span>
              </li>
            )
          })}
        </ul>
      )}
    </div>
  )
}
