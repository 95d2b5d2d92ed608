import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'

export function Card({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn('rounded-lg border bg-surface shadow-card', className)}>{children}</div>
}

type SectionProps = {
  title: string
  hint?: ReactNode
  actions?: ReactNode
  className?: string
  children: ReactNode
}

/** A titled part of a page. */
export function Section({ title, hint, actions, className, children }: SectionProps) {
  return (
    <section aria-label={title} className={cn('rounded-lg border bg-surface shadow-card', className)}>
      <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3 pb-2">
        <div className="min-w-0">
          <h2 className="text-base font-semibold text-ink">{title}</h2>
          {hint && <p className="max-w-prose text-sm text-ink-soft">{hint}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      <div className="px-4 pb-4">{children}</div>
    </section>
  )
}
