import { useQuery } from '@tanstack/react-query'
import { Pencil, Tags, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { labels, useDeleteLabel, useSaveLabel } from '@/api/inbox/labels'
import type { Label } from '@/api/types'
import { Button, IconButton } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Tag } from '@/ui/show/Tag'
import { SkeletonLines } from '@/ui/Skeleton'

const COLORS = [
  '#0f766e',
  '#2563eb',
  '#7c3aed',
  '#be185d',
  '#dc2626',
  '#d97706',
  '#4d7c0f',
  '#475569',
] as const

/** The company's labels: made, named, coloured, deleted. */
export function LabelsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const list = useQuery(labels())
  const remove = useDeleteLabel()
  const [editing, setEditing] = useState<Label | null>(null)
  const [deleting, setDeleting] = useState<Label | null>(null)
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inbox.labels.manage')}
      description={t('inbox.labels.hint')}
      keepOpen
    >
      <div className="grid gap-4">
        <LabelForm key={editing?.id ?? 'new'} label={editing} onDone={() => setEditing(null)} />
        {list.isPending && <SkeletonLines />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.length === 0 && <EmptyState icon={Tags} title={t('inbox.labels.none')} />}
        <ul className="divide-y">
          {list.data?.map((label) => (
            <li key={label.id} className="flex items-center gap-1 py-1">
              <span className="min-w-0 flex-1">
                <Tag color={label.color}>{label.name}</Tag>
              </span>
              <IconButton label={`${t('common.edit')}: ${label.name}`} onClick={() => setEditing(label)}>
                <Pencil aria-hidden className="size-4" />
              </IconButton>
              <IconButton label={`${t('common.delete')}: ${label.name}`} onClick={() => setDeleting(label)}>
                <Trash2 aria-hidden className="size-4" />
              </IconButton>
            </li>
          ))}
        </ul>
      </div>
      {deleting && (
        <ConfirmDialog
          open
          onClose={() => setDeleting(null)}
          title={t('inbox.labels.delete', { name: deleting.name })}
          action={t('common.delete')}
          busy={remove.isPending}
          error={remove.isError && <ErrorState error={remove.error} />}
          onConfirm={() => remove.mutate(deleting.id, { onSuccess: () => setDeleting(null) })}
        >
          {t('inbox.labels.deleteHint')}
        </ConfirmDialog>
      )}
    </Dialog>
  )
}

function LabelForm({ label, onDone }: { label: Label | null; onDone: () => void }) {
  const { t } = useTranslation()
  const save = useSaveLabel()
  const [name, setName] = useState(label?.name ?? '')
  const [color, setColor] = useState<string>(label?.color ?? COLORS[0])
  function submit(event: FormEvent) {
    event.preventDefault()
    if (name.trim() === '') return
    save.mutate(
      { ...(label && { id: label.id }), name: name.trim(), color },
      {
        onSuccess: () => {
          setName('')
          onDone()
        },
      },
    )
  }
  return (
    <form className="grid gap-2" onSubmit={submit}>
      <Field label={label ? t('inbox.labels.change') : t('inbox.labels.new')}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              value={name}
              maxLength={60}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" variant="primary" busy={save.isPending} disabled={name.trim() === ''}>
              {label ? t('common.save') : t('common.add')}
            </Button>
          </div>
        )}
      </Field>
      <div role="radiogroup" aria-label={t('inbox.labels.color')} className="flex flex-wrap gap-1.5">
        {COLORS.map((each, index) => (
          <button
            key={each}
            type="button"
            role="radio"
            aria-checked={color === each}
            aria-label={t('inbox.labels.colorNumber', { number: index + 1 })}
            onClick={() => setColor(each)}
            className="size-6 rounded-full border-2 border-transparent ring-ink aria-checked:border-surface aria-checked:ring-2"
            style={{ backgroundColor: each }}
          />
        ))}
      </div>
      {save.isError && <ErrorState error={save.error} />}
    </form>
  )
}
