import { useMutation, useQuery } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { exportArchive, personExport, useExportPerson } from '@/api/contacts/jobs'
import { formatBytes } from '@/lib/format'
import { saveBlob } from '@/lib/saveBlob'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { Progress } from '@/ui/show/Progress'

/** Gathers everything about one person, and hands it over as an archive. */
export function ExportPerson({ contactId }: { contactId: string }) {
  const { t, i18n } = useTranslation()
  const begin = useExportPerson()
  const { mutate } = begin
  useEffect(() => mutate(contactId), [mutate, contactId])
  const id = begin.data?.id
  const job = useQuery({ ...personExport(id ?? ''), enabled: id !== undefined })
  const save = useMutation({
    mutationFn: () => exportArchive(id ?? ''),
    onSuccess: (archive) => saveBlob(archive, `${contactId}.zip`),
  })
  if (begin.isError) return <ErrorState error={begin.error} onRetry={() => begin.mutate(contactId)} />
  const data = job.data
  if (!data || data.state === 'running') {
    const total = (data?.messages.total ?? 0) + (data?.files.total ?? 0)
    const done = (data?.messages.done ?? 0) + (data?.files.done ?? 0)
    return (
      <div role="status" className="grid gap-1">
        <p className="text-sm">{t('contacts.person.running')}</p>
        <Progress label={t('contacts.person.running')} value={total > 0 ? done / total : null} />
      </div>
    )
  }
  if (data.state !== 'done') {
    return (
      <Notice tone="bad" title={t('contacts.person.failed')}>
        {data.problem}
      </Notice>
    )
  }
  return (
    <div className="grid gap-2" role="status">
      <div>
        <Button
          variant="primary"
          busy={save.isPending}
          onClick={() => save.mutate()}
          icon={<Download aria-hidden className="size-4" />}
        >
          {t('contacts.person.save', { size: formatBytes(data.bytes ?? 0, i18n.language) })}
        </Button>
      </div>
      {save.isError && <ErrorState error={save.error} />}
    </div>
  )
}
