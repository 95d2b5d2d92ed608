import { CircleAlert } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { useFault } from '@/i18n/faults'
import { cn } from '@/lib/cn'

export type Control = { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }

type Props = {
  label: string
  hint?: ReactNode
  /** In the panel's words or as the hub says it. */
  error?: string
  optional?: string
  className?: string
  children: (control: Control) => ReactNode
}

/** Label, explanation and error of one input, tied to it for screen readers. */
export function Field({ label, hint, error, optional, className, children }: Props) {
  const id = useId()
  const fault = useFault()
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  const control: Control = {
    id,
    ...(described && { 'aria-describedby': described }),
    ...(error && { 'aria-invalid': true as const }),
  }
  return (
    <div className={cn('grid content-start gap-1', className)}>
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {label}
        {optional && <span className="ml-1.5 text-xs font-normal text-ink-faint">{optional}</span>}
      </label>
      {children(control)}
      {error && (
        <p id={`${id}-error`} className="flex items-start gap-1 text-xs text-bad-text" role="alert">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          {fault(error)}
        </p>
      )}
      {hint && (
        <div id={`${id}-hint`} className="text-xs text-ink-faint">
          {hint}
        </div>
      )}
    </div>
  )
}
