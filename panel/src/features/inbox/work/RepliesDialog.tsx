import { useQuery } from '@tanstack/react-query'
import { MessageSquareText, Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { quickReplies, useDeleteReply, useSaveReply } from '@/api/inbox/labels'
import type { QuickReply } from '@/api/types'
import { Button, IconButton } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Textarea } from '@/ui/Input'
import { SkeletonLines } from '@/ui/Skeleton'

/** Texts that are written again and again; `/` and their word bring them. */
export function RepliesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const list = useQuery(quickReplies())
  const remove = useDeleteReply()
  const [editing, setEditing] = useState<QuickReply | null>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inbox.replies.manage')}
      description={t('inbox.replies.hint')}
      keepOpen
    >
      <div className="grid gap-5">
        <ReplyForm key={editing?.id ?? 'new'} reply={editing} onDone={() => setEditing(null)} />
        {list.isPending && <SkeletonLines />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {remove.isError && <ErrorState error={remove.error} />}
        {list.data?.length === 0 && <EmptyState icon={MessageSquareText} title={t('inbox.replies.none')} />}
        <ul className="divide-y">
          {list.data?.map((reply) => (
            <li key={reply.id} className="flex items-center gap-2 py-1.5 text-sm">
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{`/${reply.shortcut}`}</span>
                <span className="line-clamp-2 block text-xs text-ink-soft">{reply.text}</span>
              </span>
              <IconButton label={`${t('common.edit')}: ${reply.shortcut}`} onClick={() => setEditing(reply)}>
                <Pencil aria-hidden className="size-4" />
              </IconButton>
              <IconButton
                label={`${t('common.delete')}: ${reply.shortcut}`}
                onClick={() => remove.mutate(reply.id)}
              >
                <Trash2 aria-hidden className="size-4" />
              </IconButton>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

function ReplyForm({ reply, onDone }: { reply: QuickReply | null; onDone: () => void }) {
  const { t } = useTranslation()
  const save = useSaveReply()
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '')
  const [text, setText] = useState(reply?.text ?? '')
  const ready = shortcut.trim() !== '' && text.trim() !== ''
  function submit(event: FormEvent) {
    event.preventDefault()
    if (!ready) return
    save.mutate(
      { ...(reply && { id: reply.id }), shortcut: shortcut.trim().replace(/^\//, ''), text: text.trim() },
      {
        onSuccess: () => {
          setShortcut('')
          setText('')
          onDone()
        },
      },
    )
  }
  return (
    <form className="grid gap-3" onSubmit={submit}>
      <Field label={t('inbox.replies.shortcut')} hint={t('inbox.replies.shortcutHint')}>
        {(control) => (
          <Input
            {...control}
            value={shortcut}
            maxLength={40}
            onChange={(event) => setShortcut(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('inbox.replies.text')}>
        {(control) => (
          <Textarea
            {...control}
            value={text}
            maxLength={4096}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      {save.isError && <ErrorState error={save.error} />}
      <DialogActions>
        {reply && <Button onClick={onDone}>{t('common.cancel')}</Button>}
        <Button type="submit" variant="primary" busy={save.isPending} disabled={!ready}>
          {reply ? t('common.save') : t('common.add')}
        </Button>
      </DialogActions>
    </form>
  )
}
