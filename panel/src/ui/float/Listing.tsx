import { Command } from 'cmdk'
import { Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'
import { fold } from '@/lib/fold'

/** How well `value` fits what was typed: 0 not at all. Accents and case do not matter, every word has to occur. */
export function fits(value: string, typed: string, keywords: string[] = []): number {
  const text = fold([value, ...keywords].join(' '))
  const words = fold(typed).split(/\s+/).filter(Boolean)
  if (!words.every((word) => text.includes(word))) return 0
  return words.every((word) => text.startsWith(word) || text.includes(` ${word}`)) ? 1 : 0.5
}

type Props = {
  label: string
  placeholder: string
  empty: ReactNode
  typed?: string
  onTyped?: (typed: string) => void
  /** False when the hub does the searching. */
  filter?: boolean
  className?: string
  children: ReactNode
}

/** A list one types into: arrows choose, Enter takes. */
export function Listing({
  label,
  placeholder,
  empty,
  typed,
  onTyped,
  filter = true,
  className,
  children,
}: Props) {
  return (
    <Command
      label={label}
      loop
      filter={fits}
      shouldFilter={filter}
      className="grid min-h-0 grid-rows-[auto_1fr]"
    >
      <div className="flex items-center gap-2 border-b px-3">
        <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <Command.Input
          {...(onTyped && { value: typed, onValueChange: onTyped })}
          placeholder={placeholder}
          className="h-10 w-full min-w-0 bg-transparent text-base text-ink outline-none sm:text-sm"
        />
      </div>
      <Command.List
        label={label}
        className={cn('max-h-72 overflow-y-auto p-1 [&_[cmdk-list-sizer]]:grid', className)}
      >
        <Command.Empty className="px-3 py-4 text-center text-sm text-ink-soft">{empty}</Command.Empty>
        {children}
      </Command.List>
    </Command>
  )
}

export function ListingGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={title}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-2xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-faint"
    >
      {children}
    </Command.Group>
  )
}

type ItemProps = {
  /** Unique in the list. */
  id: string
  /** What is searched, the words that are shown and others. */
  words?: string[]
  icon?: ReactNode
  hint?: ReactNode
  disabled?: boolean
  onSelect: () => void
  children: ReactNode
}

export function ListingItem({ id, words, icon, hint, disabled, onSelect, children }: ItemProps) {
  return (
    <Command.Item
      value={id}
      keywords={words}
      disabled={disabled}
      onSelect={onSelect}
      className="flex min-h-8 cursor-pointer items-center gap-2 rounded-md px-2 py-1 text-sm text-ink select-none data-[disabled=true]:cursor-not-allowed data-[disabled=true]:opacity-50 data-[selected=true]:bg-hover"
    >
      {icon}
      <span className="min-w-0 flex-1">{children}</span>
      {hint && <span className="shrink-0 text-xs text-ink-faint">{hint}</span>}
    </Command.Item>
  )
}
