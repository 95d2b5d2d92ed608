import { NotebookPen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Note } from '@/api/types'
import { formatClock, formatDateTime } from '@/lib/format'
import { FormattedText } from './FormattedText'

/** What a colleague noted, among the messages. */
export function NoteBubble({ note }: { note: Note }) {
  const { t, i18n } = useTranslation()
  return (
    <div className="flex justify-center px-4 py-2">
      <div className="w-full max-w-lg rounded-lg border border-note-line bg-note px-3 py-2 text-sm text-ink">
        <p className="mb-0.5 flex items-center gap-1.5 text-xs text-ink-soft">
          <NotebookPen aria-hidden className="size-3.5" />
          <span className="font-medium">
            {t('inbox.notes.by', { name: note.author.name ?? t('inbox.assign.gone') })}
          </span>
          <time
            dateTime={note.at}
            title={formatDateTime(note.at, i18n.language)}
            className="ml-auto tabular-nums"
          >
            {formatClock(note.at, i18n.language)}
          </time>
        </p>
        <FormattedText text={note.text} />
      </div>
    </div>
  )
}
