import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'
import type { Tone } from '@/lib/tone'

const TONES: Record<Tone, string> = {
  ok: 'bg-ok-soft text-ok-text',
  warn: 'bg-warn-soft text-warn-text',
  bad: 'bg-bad-soft text-bad-text',
  info: 'bg-info-soft text-info-text',
  idle: 'bg-idle-soft text-idle-text',
}

type Props = { tone: Tone; icon: LucideIcon; children: ReactNode; action?: ReactNode; className?: string }

/** A line across the page that holds for all of it: offline, read only, on behalf of somebody. */
export function Banner({ tone, icon: Icon, children, action, className }: Props) {
  return (
    <div
      role="status"
      className={cn(
        'flex min-h-8 flex-wrap items-center justify-center gap-x-3 gap-y-1 px-4 py-1 text-center text-xs font-medium',
        TONES[tone],
        className,
      )}
    >
      <span className="inline-flex items-center gap-1.5">
        <Icon aria-hidden className="size-3.5 shrink-0" />
        {children}
      </span>
      {action}
    </div>
  )
}
