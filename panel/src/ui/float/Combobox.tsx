import { Check, ChevronsUpDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import type { Control } from '../Field'
import { Listing, ListingItem } from './Listing'
import { Popover } from './Popover'

export type Option = { id: string; label: string; icon?: ReactNode; hint?: ReactNode; words?: string[] }

type Props = {
  label: string
  options: readonly Option[]
  /** The ids that are chosen. */
  value: readonly string[]
  onChange: (value: string[]) => void
  /** One is chosen and the list closes; else it stays open and each press adds or takes away. */
  single?: boolean
  placeholder: string
  /** From `Field`, when it stands in a form. */
  control?: Control
  /** When the hub does the searching: what was typed, told at every letter. */
  onTyped?: (typed: string) => void
  trigger?: ReactNode
  /** Below the list, such as a way to make what is not there. */
  foot?: (typed: string) => ReactNode
  className?: string
}

/** Chooses from a list that is too long to look through: one types, and sees what fits. */
export function Combobox({
  label,
  options,
  value,
  onChange,
  single,
  placeholder,
  control,
  onTyped,
  trigger,
  foot,
  className,
}: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const chosen = options.filter(({ id }) => value.includes(id))
  function toggle(id: string) {
    if (single) {
      setOpen(false)
      onChange([id])
    } else {
      onChange(value.includes(id) ? value.filter((each) => each !== id) : [...value, id])
    }
  }
  return (
    <Popover
      label={label}
      open={open}
      onOpenChange={setOpen}
      className="w-64 p-0"
      trigger={
        trigger ?? (
          <button
            type="button"
            {...control}
            aria-label={control ? undefined : label}
            className={cn(
              'flex h-control w-full min-w-0 items-center gap-2 rounded-md border border-line-strong bg-surface px-2.5 text-left text-sm text-ink aria-invalid:border-bad',
              className,
            )}
          >
            <span className={cn('min-w-0 flex-1 truncate', chosen.length === 0 && 'text-ink-faint')}>
              {chosen.length > 0 ? chosen.map((each) => each.label).join(', ') : placeholder}
            </span>
            <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
          </button>
        )
      }
    >
      <Listing
        label={label}
        placeholder={t('ui.search')}
        empty={t('ui.nothingFound')}
        typed={typed}
        onTyped={(next) => {
          setTyped(next)
          onTyped?.(next)
        }}
        filter={!onTyped}
      >
        {options.map((option) => (
          <ListingItem
            key={option.id}
            id={option.id}
            words={[option.label, ...(option.words ?? [])]}
            icon={option.icon}
            hint={option.hint}
            onSelect={() => toggle(option.id)}
          >
            <span className="flex items-center gap-2">
              <span className="min-w-0 flex-1 truncate">{option.label}</span>
              {value.includes(option.id) && (
                <>
                  <Check aria-hidden className="size-4 shrink-0 text-accent-text" />
                  <span className="sr-only">{t('ui.chosen')}</span>
                </>
              )}
            </span>
          </ListingItem>
        ))}
      </Listing>
      {foot?.(typed)}
    </Popover>
  )
}
