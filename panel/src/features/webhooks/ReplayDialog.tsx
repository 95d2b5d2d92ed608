import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { replay as replayJob, useStartReplay } from '@/api/queries/endpoints'
import type { Endpoint, Replay } from '@/api/types'
import { formatNumber } from '@/lib/format'
import { Button } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Select } from '@/ui/Input'
import { Notice } from '@/ui/Notice'

/** A moment as the browser's own field writes it: local time, to the minute. */
function localMinute(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

export function ReplayDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { t } = useTranslation()
  const start = useStartReplay(endpoint.id)
  const [since, setSince] = useState(() => localMinute(new Date(Date.now() - 24 * 3_600_000)))
  const [only, setOnly] = useState<Replay['only']>('failed')
  return (
    <Dialog open onClose={onClose} title={t('webhooks.replay.title')} description={t('webhooks.replay.text')}>
      <form
        className="grid gap-4"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (since) start.mutate({ since: new Date(since).toISOString(), only })
        }}
      >
        <Field
          label={t('webhooks.replay.since')}
          error={since ? undefined : t('webhooks.replay.sinceMissing')}
        >
          {(control) => (
            <Input
              {...control}
              type="datetime-local"
              value={since}
              max={localMinute(new Date())}
              onChange={(event) => setSince(event.target.value)}
            />
          )}
        </Field>
        <Field label={t('webhooks.replay.only')}>
          {(control) => (
            <Select
              {...control}
              value={only}
              onChange={(event) => setOnly(event.target.value === 'all' ? 'all' : 'failed')}
            >
              <option value="failed">{t('webhooks.replay.failed')}</option>
              <option value="all">{t('webhooks.replay.all')}</option>
            </Select>
          )}
        </Field>
        {start.isError && <ErrorState error={start.error} />}
        {start.data && <Progress endpointId={endpoint.id} started={start.data} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.close')}</Button>
          <Button type="submit" variant="primary" busy={start.isPending} disabled={!since}>
            {t('webhooks.replay.action')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}

/** The job runs by itself: the dialog can be closed, it goes on. */
function Progress({ endpointId, started }: { endpointId: string; started: Replay }) {
  const { t, i18n } = useTranslation()
  const job = useQuery({ ...replayJob(endpointId, started.id), initialData: started })
  const { state, parked } = job.data
  return (
    <div aria-live="polite">
      {state === 'running' && (
        <Notice tone="info">
          {t('webhooks.replay.running', { planned: formatNumber(parked, i18n.language) })}
        </Notice>
      )}
      {state === 'done' && <Notice tone="ok">{t('webhooks.replay.done', { count: parked })}</Notice>}
      {state === 'canceled' && <Notice tone="warn">{t('webhooks.replay.canceled')}</Notice>}
    </div>
  )
}
