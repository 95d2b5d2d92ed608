import { Ban, Check, CheckCheck, CircleAlert, CircleHelp, Clock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { MessageStatus } from '@/api/types'
import { cn } from '@/lib/cn'

const LOOKS: Record<MessageStatus, { Icon: typeof Check; className: string }> = {
  queued: { Icon: Clock, className: 'text-ink-faint' },
  sending: { Icon: Clock, className: 'text-ink-faint' },
  sent: { Icon: Check, className: 'text-ink-faint' },
  delivered: { Icon: CheckCheck, className: 'text-ink-faint' },
  read: { Icon: CheckCheck, className: 'text-read' },
  played: { Icon: CheckCheck, className: 'text-read' },
  failed: { Icon: CircleAlert, className: 'text-bad-text' },
  expired: { Icon: CircleAlert, className: 'text-bad-text' },
  unknown: { Icon: CircleHelp, className: 'text-warn-text' },
  canceled: { Icon: Ban, className: 'text-ink-faint' },
}

/** How far a message of ours is, as people know it from WhatsApp, and in words. */
export function Ticks({ status, className }: { status: MessageStatus; className?: string }) {
  const { t } = useTranslation()
  const { Icon, className: tone } = LOOKS[status]
  const words = t(`words.messageStatus.${status}`)
  return (
    <span title={words} className={cn('inline-flex', className)}>
      <Icon aria-hidden className={cn('size-3.5', tone)} strokeWidth={2.25} />
      <span className="sr-only">{words}</span>
    </span>
  )
}
