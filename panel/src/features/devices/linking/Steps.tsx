import type { ReactNode } from 'react'

/** What a person does on the phone, one after the other. */
export function Steps({ steps }: { steps: readonly ReactNode[] }) {
  return (
    <ol className="grid content-start gap-3">
      {steps.map((step, index) => (
        <li key={index} className="flex gap-3 text-sm text-ink">
          <span
            aria-hidden
            className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text"
          >
            {index + 1}
          </span>
          <span className="min-w-0 pt-0.5">{step}</span>
        </li>
      ))}
    </ol>
  )
}
