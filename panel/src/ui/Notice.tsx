import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'
import type { Tone } from '@/lib/tone'

const LOOKS: Record<Tone, { box: string; Icon: typeof Info }> = {
  ok: { box: 'bg-ok-soft text-ok-text', Icon: CircleCheck },
  warn: { box: 'bg-warn-soft text-warn-text', Icon: TriangleAlert },
  bad: { box: 'bg-bad-soft text-bad-text', Icon: CircleAlert },
  info: { box: 'bg-info-soft text-info-text', Icon: Info },
  idle: { box: 'bg-idle-soft text-idle-text', Icon: Info },
}

type Props = {
  tone: Tone
  title?: string
  children?: ReactNode
  action?: ReactNode
  className?: string
  alert?: boolean
}

/** One thing worth knowing. `alert` reads it out at once. */
export function Notice({ tone, title, children, action, className, alert }: Props) {
  const { box, Icon } = LOOKS[tone]
  return (
    <div
      role={alert ? 'alert' : undefined}
      className={cn('flex gap-2.5 rounded-md px-3 py-2.5 text-sm', box, className)}
    >
      <Icon aria-hidden className="mt-0.5 size-4 shrink-0" />
      <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        {title && <p className="font-semibold">{title}</p>}
        {children}
        {action && <div className="mt-2 flex flex-wrap gap-2">{action}</div>}
      </div>
    </div>
  )
}
