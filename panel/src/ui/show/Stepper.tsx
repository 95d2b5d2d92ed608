import { Check, LoaderCircle, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'

export type StepState = 'todo' | 'now' | 'running' | 'done' | 'failed'
export type StepItem = { id: string; title: ReactNode; detail?: ReactNode; state: StepState }

const DOTS: Record<StepState, string> = {
  todo: 'border border-line-strong text-ink-faint',
  now: 'bg-accent text-accent-ink',
  running: 'bg-accent-soft text-accent-text',
  done: 'bg-ok-soft text-ok-text',
  failed: 'bg-bad-soft text-bad-text',
}

/** Steps below each other: what is done, what is going on, what comes. */
export function Stepper({ label, steps }: { label: string; steps: readonly StepItem[] }) {
  const { t } = useTranslation()
  return (
    <ol aria-label={label} className="grid">
      {steps.map(({ id, title, detail, state }, index) => (
        <li
          key={id}
          aria-current={state === 'now' || state === 'running' ? 'step' : undefined}
          className="relative grid grid-cols-[1.5rem_1fr] gap-x-3 pb-4 last:pb-0"
        >
          {index < steps.length - 1 && (
            <span aria-hidden className="absolute top-7 bottom-1 left-3 w-px -translate-x-1/2 bg-line" />
          )}
          <span
            aria-hidden
            className={cn('grid size-6 place-items-center rounded-full text-xs font-semibold', DOTS[state])}
          >
            {state === 'done' ? (
              <Check className="size-3.5" strokeWidth={3} />
            ) : state === 'failed' ? (
              <X className="size-3.5" strokeWidth={3} />
            ) : state === 'running' ? (
              <LoaderCircle className="size-3.5 animate-spin" />
            ) : (
              index + 1
            )}
          </span>
          <div className="min-w-0 pt-0.5">
            <div className={cn('text-sm', state === 'todo' ? 'text-ink-soft' : 'font-medium text-ink')}>
              {title}
              <span className="sr-only">{` (${t(`ui.step.${state}`)})`}</span>
            </div>
            {detail && <div className="mt-0.5 text-sm text-ink-soft">{detail}</div>}
          </div>
        </li>
      ))}
    </ol>
  )
}
