import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type Props = {
  children: ReactNode
  /** A colour that people chose (#rrggbb), shown as a dot so that the words stay readable. */
  color?: string | null
  /** Given when it can be taken away; `name` is what is taken away, in words. */
  onRemove?: () => void
  name?: string
}

/** A word that people put on something. */
export function Tag({ children, color, onRemove, name }: Props) {
  const { t } = useTranslation()
  return (
    <span className="inline-flex h-5.5 max-w-full items-center gap-1.5 rounded-md border bg-surface px-1.5 text-xs text-ink-soft">
      {color && (
        <span aria-hidden className="size-2 shrink-0 rounded-full" style={{ backgroundColor: color }} />
      )}
      <span className="truncate">{children}</span>
      {onRemove && (
        <button
          type="button"
          aria-label={t('ui.remove', { name })}
          onClick={onRemove}
          className="relative -mr-0.5 grid size-4 place-items-center rounded-sm text-ink-faint after:absolute after:-inset-1 hover:bg-hover hover:text-ink"
        >
          <X aria-hidden className="size-3" />
        </button>
      )}
    </span>
  )
}
