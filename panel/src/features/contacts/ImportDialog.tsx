import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { idempotencyKey } from '@/api/client'
import { contactImport, useImport } from '@/api/contacts/jobs'
import { useFault } from '@/i18n/faults'
import { formatNumber } from '@/lib/format'
import { Button } from '@/ui/Button'
import { FilePicker } from '@/ui/choose/FilePicker'
import { CodeBlock } from '@/ui/Code'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { Progress } from '@/ui/show/Progress'
import { Stat } from '@/ui/show/Stat'

const EXAMPLE = 'phone;name;tags;ciudad\n+5491155550101;Ana;mayorista|vip;Rosario\n'

/** A CSV file: chosen, brought in, and what became of its rows. It goes on when the dialog is closed. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const begin = useImport()
  const [file, setFile] = useState<File | null>(null)
  const [key, setKey] = useState(idempotencyKey)
  const job = begin.data?.id
  return (
    <Dialog
      open
      keepOpen
      wide
      onClose={onClose}
      title={t('contacts.import.title')}
      description={t('contacts.import.hint')}
    >
      {job ? (
        <Report id={job} onClose={onClose} />
      ) : (
        <div className="grid gap-4">
          <FilePicker
            label={t('contacts.import.file')}
            hint={t('contacts.import.fileHint')}
            accept=".csv,text/csv"
            file={file}
            onFile={(chosen) => {
              setFile(chosen)
              setKey(idempotencyKey())
            }}
          />
          <div className="grid gap-1">
            <p className="text-xs text-ink-soft">{t('contacts.import.example')}</p>
            <CodeBlock label={t('contacts.import.example')} code={EXAMPLE} />
          </div>
          {begin.isError && <ErrorState error={begin.error} />}
          <DialogActions>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button
              variant="primary"
              disabled={!file}
              busy={begin.isPending}
              onClick={() => file && begin.mutate({ file, key })}
            >
              {t('contacts.import.begin')}
            </Button>
          </DialogActions>
        </div>
      )}
    </Dialog>
  )
}

function Report({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const fault = useFault()
  const queries = useQueryClient()
  const { data, isError, error } = useQuery(contactImport(id))
  const done = data !== undefined && data.state !== 'running'
  useEffect(() => {
    if (done) void queries.invalidateQueries({ queryKey: ['contacts'] })
  }, [done, queries])
  if (isError && !data) return <ErrorState error={error} />
  if (!data) return <Progress label={t('contacts.import.running')} value={null} />
  const number = (value: number) => formatNumber(value, i18n.language)
  return (
    <div className="grid gap-4" role="status">
      {data.state === 'running' && (
        <div className="grid gap-1">
          <p className="text-sm">{t('contacts.import.running')}</p>
          <Progress
            label={t('contacts.import.running')}
            value={data.total > 0 ? data.rows / data.total : null}
          />
        </div>
      )}
      {data.state === 'failed' && (
        <Notice tone="bad" title={t('contacts.import.failed')}>
          {data.problem}
        </Notice>
      )}
      <dl className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Stat label={t('contacts.import.rows')} value={number(data.rows)} />
        <Stat label={t('contacts.import.created')} value={number(data.created)} />
        <Stat label={t('contacts.import.changed')} value={number(data.changed)} />
        <Stat label={t('contacts.import.refused')} value={number(data.failed)} />
      </dl>
      {data.report.length > 0 && (
        <div
          className="max-h-64 overflow-y-auto rounded-md border"
          tabIndex={0}
          role="group"
          aria-label={t('contacts.import.refused')}
        >
          <table className="w-full text-sm">
            <thead>
              <tr className="border-b text-left text-xs text-ink-faint">
                <th scope="col" className="px-3 py-1.5 font-medium">
                  {t('contacts.import.row')}
                </th>
                <th scope="col" className="px-3 py-1.5 font-medium">
                  {t('contacts.import.column')}
                </th>
                <th scope="col" className="px-3 py-1.5 font-medium">
                  {t('contacts.import.problem')}
                </th>
              </tr>
            </thead>
            <tbody className="divide-y">
              {data.report.map(({ row, field, problem }, index) => (
                <tr key={index}>
                  <td className="px-3 py-1 tabular-nums">{number(row)}</td>
                  <td className="px-3 py-1 font-mono text-xs">{field}</td>
                  <td className="px-3 py-1">{fault(problem)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <DialogActions>
        <Button variant="primary" onClick={onClose}>
          {done ? t('common.done') : t('contacts.import.leave')}
        </Button>
      </DialogActions>
    </div>
  )
}
