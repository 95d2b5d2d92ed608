import { useQuery } from '@tanstack/react-query'
import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { templateSyncs, useSyncTemplates } from '@/api/queries/templates'
import type { TemplateSync } from '@/api/types'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { Progress } from '@/ui/show/Progress'
import { Time } from '@/ui/Time'

export function SyncButton() {
  const { t } = useTranslation()
  const sync = useSyncTemplates()
  const syncs = useQuery(templateSyncs())
  const running = syncs.data?.some(({ state }) => state === 'running') ?? false
  return (
    <Button
      busy={sync.isPending || running}
      icon={<RefreshCw aria-hidden className="size-4" />}
      onClick={() => sync.mutate()}
    >
      {running ? t('templates.sync.running') : t('templates.sync.run')}
    </Button>
  )
}

/** How far looking the templates up came. It goes on without anybody watching. */
export function SyncStatus() {
  const syncs = useQuery(templateSyncs())
  if (syncs.isError) return <ErrorState error={syncs.error} onRetry={() => void syncs.refetch()} />
  return (
    <div className="grid gap-2" aria-live="polite">
      {syncs.data?.map((sync) => (
        <One key={sync.businessAccountId} sync={sync} />
      ))}
    </div>
  )
}

function One({ sync }: { sync: TemplateSync }) {
  const { t } = useTranslation()
  if (sync.state === 'failed') {
    return (
      <Notice tone="warn" title={t('templates.sync.failed')}>
        {sync.problem}
      </Notice>
    )
  }
  if (sync.state === 'running') {
    return (
      <Card className="grid gap-2 px-4 py-3 text-sm">
        <p className="text-ink">{t('templates.sync.found', { count: sync.found })}</p>
        <Progress label={t('templates.sync.running')} value={null} />
        <p className="text-xs text-ink-soft">{sync.problem ?? t('templates.sync.leave')}</p>
      </Card>
    )
  }
  return (
    <p className="text-xs text-ink-faint">
      {t('templates.sync.last', { added: sync.added, changed: sync.changed, removed: sync.removed })}{' '}
      <Time at={sync.finishedAt} as="relative" />
    </p>
  )
}
