import { Popover as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { cn } from '@/lib/cn'

type Props = {
  label: string
  trigger: ReactNode
  open: boolean
  onOpenChange: (open: boolean) => void
  align?: 'start' | 'center' | 'end'
  side?: 'top' | 'right' | 'bottom' | 'left'
  className?: string
  /** Where the focus goes when it closes, if not back to the trigger. */
  onCloseFocus?: () => void
  children: ReactNode
}

/** A small piece of the page that floats beside what opened it. */
export function Popover({
  label,
  trigger,
  open,
  onOpenChange,
  align = 'start',
  side,
  className,
  onCloseFocus,
  children,
}: Props) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          aria-label={label}
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={(event) => {
            if (!onCloseFocus) return
            event.preventDefault()
            onCloseFocus()
          }}
          className={cn(
            'z-50 max-h-[min(28rem,var(--radix-popover-content-available-height))] w-72 animate-enter overflow-y-auto rounded-lg border bg-raised p-2 shadow-raised outline-none',
            className,
          )}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
