import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'
import { CopyButton } from './CopyButton'

export function Mono({ children, className }: { children: ReactNode; className?: string }) {
  return <span className={cn('font-mono text-xs [overflow-wrap:anywhere]', className)}>{children}</span>
}

type Props = { code: string; label: string; className?: string; wrap?: boolean }

/** A text for machines, scrollable by keyboard, with a button that copies it. */
export function CodeBlock({ code, label, className, wrap }: Props) {
  return (
    <div className="relative min-w-0">
      <pre
        tabIndex={0}
        aria-label={label}
        role="group"
        className={cn(
          'max-h-96 overflow-auto rounded-md border bg-sunken p-3 pr-20 font-mono text-xs leading-5 text-ink max-sm:pt-10 max-sm:pr-3',
          wrap && 'break-all whitespace-pre-wrap',
          className,
        )}
      >
        {code}
      </pre>
      <span className="absolute top-1.5 right-2.5">
        <CopyButton text={code} label={label} compact />
      </span>
    </div>
  )
}

/** One value to carry elsewhere: an address, a token. */
export function CopyField({ value, label }: { value: string; label: string }) {
  return (
    <div className="grid gap-1">
      <span className="text-xs text-ink-soft">{label}</span>
      <div className="flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-md border bg-sunken px-2.5 py-1.5 font-mono text-xs break-all text-ink">
          {value}
        </code>
        <CopyButton text={value} label={label} />
      </div>
    </div>
  )
}
