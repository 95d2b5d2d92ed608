import { ToggleGroup } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'

type Props<T extends string> = {
  label: string
  options: readonly { id: T; label: ReactNode }[]
  value: T
  onChange: (value: T) => void
  className?: string
}

/** One of a few, all of them in sight. */
export function Segmented<T extends string>({ label, options, value, onChange, className }: Props<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => {
        const option = options.find(({ id }) => id === next)
        if (option) onChange(option.id)
      }}
      className={cn('inline-flex h-control items-center gap-0.5 rounded-md bg-hover p-0.5', className)}
    >
      {options.map((option) => (
        <ToggleGroup.Item
          key={option.id}
          value={option.id}
          className="inline-flex h-full min-w-0 flex-auto items-center justify-center gap-1.5 rounded-[0.3125rem] px-2.5 text-xs font-medium whitespace-nowrap text-ink-soft hover:text-ink data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-card"
        >
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  )
}
