import { NotebookPen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddNote } from '@/api/inbox/work'
import { draftOf, keepDraft } from '@/lib/drafts'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'

/** A note for colleagues; the person never sees it. */
export function NoteComposer({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation()
  const add = useAddNote(conversationId)
  const draft = `${conversationId}.note`
  const [text, setText] = useState(() => draftOf(draft))
  function write(next: string) {
    setText(next)
    keepDraft(draft, next)
  }
  function save() {
    const said = text.trim()
    if (said === '' || add.isPending) return
    add.mutate(said, { onSuccess: () => write('') })
  }
  return (
    <div className="grid gap-2">
      {add.isError && <ErrorState error={add.error} />}
      <div className="flex items-end gap-1 rounded-lg border border-note-line bg-note p-1 focus-within:outline-2 focus-within:outline-focus">
        <textarea
          rows={2}
          data-composer
          aria-label={t('inbox.notes.label')}
          placeholder={t('inbox.notes.placeholder')}
          maxLength={4000}
          value={text}
          onChange={(event) => write(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            save()
          }}
          className="min-h-12 min-w-0 flex-1 resize-none bg-transparent px-2 py-1.5 text-base text-ink outline-none placeholder:text-ink-soft sm:text-sm"
        />
        <Button
          variant="primary"
          busy={add.isPending}
          disabled={text.trim() === ''}
          onClick={save}
          icon={<NotebookPen aria-hidden className="size-4" />}
        >
          {t('inbox.notes.save')}
        </Button>
      </div>
    </div>
  )
}
