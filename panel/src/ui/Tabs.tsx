import { Tabs as Radix } from 'radix-ui'
import type { ReactNode } from 'react'

type Tab<T extends string> = { id: T; label: ReactNode; content: ReactNode }
type Props<T extends string> = { label: string; tabs: readonly Tab<T>[]; value: T; onChange: (id: T) => void }

export function Tabs<T extends string>({ label, tabs, value, onChange }: Props<T>) {
  return (
    <Radix.Root
      value={value}
      onValueChange={(next) => {
        const tab = tabs.find((candidate) => candidate.id === next)
        if (tab) onChange(tab.id)
      }}
      className="min-w-0"
    >
      <Radix.List aria-label={label} className="flex gap-1 overflow-x-auto max-sm:gap-0.5 border-b">
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.id}
            value={tab.id}
            className="-mb-px border-b-2 border-transparent px-3 py-2 text-sm max-sm:px-1.5 font-medium whitespace-nowrap text-ink-soft hover:text-ink focus-visible:-outline-offset-2 data-[state=active]:border-accent data-[state=active]:text-ink"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.id} value={tab.id} className="pt-4 outline-none">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
