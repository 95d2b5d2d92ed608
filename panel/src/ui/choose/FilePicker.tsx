import { FileText, Upload, X } from 'lucide-react'
import { type ReactNode, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { formatBytes } from '@/lib/format'
import { IconButton } from '../Button'

type Props = {
  label: string
  hint?: ReactNode
  accept?: string
  /** What was picked so far, shown below. */
  file: File | null
  onFile: (file: File | null) => void
  error?: string
}

/** A file by pressing, or by dropping it here. */
export function FilePicker({ label, hint, accept, file, onFile, error }: Props) {
  const { t, i18n } = useTranslation()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [over, setOver] = useState(false)
  return (
    <div className="grid gap-1.5">
      <label
        htmlFor={id}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          const dropped = event.dataTransfer.files[0]
          if (dropped) onFile(dropped)
        }}
        className={cn(
          'grid cursor-pointer justify-items-center gap-1 rounded-lg border border-dashed border-line-strong px-4 py-6 text-center hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus',
          over && 'border-accent bg-accent-soft',
          error && 'border-bad',
        )}
      >
        <Upload aria-hidden className="size-5 text-ink-faint" />
        <span className="text-sm font-medium text-ink">{label}</span>
        {hint && <span className="text-xs text-ink-faint">{hint}</span>}
        <input
          ref={input}
          id={id}
          type="file"
          accept={accept}
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className="sr-only"
          onChange={(event) => onFile(event.target.files?.[0] ?? null)}
        />
      </label>
      {file && (
        <div className="flex items-center gap-2 rounded-md border px-2.5 py-1 text-sm">
          <FileText aria-hidden className="size-4 shrink-0 text-ink-faint" />
          <span className="min-w-0 flex-1 truncate">{file.name}</span>
          <span className="text-xs text-ink-faint">{formatBytes(file.size, i18n.language)}</span>
          <IconButton
            label={t('ui.remove', { name: file.name })}
            onClick={() => {
              if (input.current) input.current.value = ''
              onFile(null)
            }}
          >
            <X aria-hidden className="size-4" />
          </IconButton>
        </div>
      )}
      {error && (
        <p id={`${id}-error`} role="alert" className="text-xs text-bad-text">
          {error}
        </p>
      )}
    </div>
  )
}
