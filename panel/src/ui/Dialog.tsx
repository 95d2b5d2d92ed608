import { X } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  description?: ReactNode
  /** A dialog asks something; a drawer shows one item beside the list it came from. */
  kind?: 'dialog' | 'drawer'
  wide?: boolean
  /** What was typed is not lost by a click beside the dialog. */
  keepOpen?: boolean
  children: ReactNode
}

// Radix' own overlay locks scrolling by an injected <style>, which the content security policy refuses:
// the veil here is ours, and base.css locks the page while [data-modal] exists.
export function Dialog({
  open,
  onClose,
  title,
  description,
  kind = 'dialog',
  wide,
  keepOpen,
  children,
}: Props) {
  const { t } = useTranslation()
  const drawer = kind === 'drawer'
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <div data-modal className="fixed inset-0 z-40 bg-veil" />
        <div
          className={cn(
            'pointer-events-none fixed inset-0 z-50 flex',
            drawer ? 'justify-end' : 'items-end justify-center p-0 sm:items-center sm:p-6',
          )}
        >
          <Radix.Content
            onOpenAutoFocus={startAtFirstField}
            onInteractOutside={(event) => keepOpen && event.preventDefault()}
            {...(description ? {} : { 'aria-describedby': undefined })}
            className={cn(
              'pointer-events-auto relative flex max-h-dvh w-full flex-col overflow-hidden bg-raised shadow-raised outline-none',
              drawer
                ? cn('h-dvh animate-slide border-l', wide ? 'max-w-4xl' : 'max-w-xl')
                : cn(
                    'animate-enter border sm:max-h-[calc(100dvh-3rem)] sm:rounded-lg',
                    wide ? 'sm:max-w-3xl' : 'sm:max-w-lg',
                  ),
            )}
          >
            <header className="flex items-start gap-3 border-b px-5 py-3.5">
              <div className="min-w-0 flex-1">
                <Radix.Title className="text-lg font-semibold [overflow-wrap:anywhere] text-ink">
                  {title}
                </Radix.Title>
                {description && (
                  <Radix.Description asChild className="text-sm [overflow-wrap:anywhere] text-ink-soft">
                    <div>{description}</div>
                  </Radix.Description>
                )}
              </div>
              <Radix.Close
                aria-label={t('common.close')}
                title={t('common.close')}
                className="-mr-1.5 grid size-8 place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink"
              >
                <X aria-hidden className="size-4" />
              </Radix.Close>
            </header>
            {/* tabIndex: a long text can be scrolled by keyboard */}
            <div
              className="min-h-0 flex-1 overflow-y-auto px-5 py-4 focus-visible:-outline-offset-2"
              tabIndex={0}
            >
              {children}
            </div>
          </Radix.Content>
        </div>
      </Radix.Portal>
    </Radix.Root>
  )
}

/** A form starts at its first field, anything else at its first button. */
function startAtFirstField(event: Event) {
  const field =
    event.currentTarget instanceof Element && event.currentTarget.querySelector('input, select, textarea')
  if (!(field instanceof HTMLElement)) return
  event.preventDefault()
  field.focus()
}

/** The buttons at the end of a dialog, the main one last. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className="flex flex-wrap justify-end gap-2 pt-2">{children}</div>
}
