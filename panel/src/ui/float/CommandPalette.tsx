import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Listing } from './Listing'

type Props = {
  open: boolean
  onClose: () => void
  label: string
  placeholder: string
  typed: string
  onTyped: (typed: string) => void
  children: ReactNode
}

/** Everything one can go to or do, by typing. Its groups and items are `ListingGroup` and `ListingItem`. */
export function CommandPalette({ open, onClose, label, placeholder, typed, onTyped, children }: Props) {
  const { t } = useTranslation()
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <div data-modal className="fixed inset-0 z-40 bg-veil" />
        <div className="pointer-events-none fixed inset-0 z-50 flex items-start justify-center p-3 pt-[12vh]">
          <Radix.Content
            aria-describedby={undefined}
            className="pointer-events-auto w-full max-w-xl animate-enter overflow-hidden rounded-xl border bg-raised shadow-raised outline-none"
          >
            <Radix.Title className="sr-only">{label}</Radix.Title>
            <Listing
              label={label}
              placeholder={placeholder}
              empty={t('ui.nothingFound')}
              typed={typed}
              onTyped={onTyped}
              className="max-h-[min(26rem,60dvh)]"
            >
              {children}
            </Listing>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  )
}
