import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useAcknowledge } from '@/api/queries/alerts'
import type { Alert } from '@/api/types'
import { useAlertText } from '@/i18n/alerts'
import { Button, buttonClass } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Pill } from '@/ui/Pill'
import { Time } from '@/ui/Time'
import { cureOf } from './cure'

/** One alert: what it is about, since when, who looks after it, and the way to its cure. */
export function AlertItem({ alert, platform }: { alert: Alert; platform?: boolean }) {
  const { t } = useTranslation()
  const acknowledge = useAcknowledge(platform)
  const text = useAlertText()
  const cure = cureOf(alert)
  const open = alert.state === 'open'
  return (
    <li className="grid gap-2 px-4 py-3">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-1">
        <Pill tone={!open ? 'idle' : alert.severity === 'critical' ? 'bad' : 'warn'}>
          {open ? t(`alerts.severities.${alert.severity}`) : t('alerts.closed')}
        </Pill>
        <span className="text-sm font-medium text-ink">{t(`alerts.kinds.${alert.kind}`)}</span>
        <span className="text-sm text-ink-soft">{alert.subject.name}</span>
        <span className="ml-auto text-xs text-ink-faint">
          <Time at={alert.openedAt} as="relative" />
        </span>
      </div>
      <p className="text-sm [overflow-wrap:anywhere] text-ink-soft">{text(alert)}</p>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-xs text-ink-faint">
        {open && cure && (
          <Link {...cure} className={buttonClass({ size: 'sm' })}>
            {t('alerts.cure')}
          </Link>
        )}
        {open && !alert.acknowledged && (
          <Button
            size="sm"
            variant="ghost"
            busy={acknowledge.isPending}
            icon={<Check aria-hidden className="size-3.5" />}
            onClick={() => acknowledge.mutate(alert.id)}
          >
            {t('alerts.acknowledge')}
          </Button>
        )}
        {alert.acknowledged && <span>{t('alerts.acknowledged', { name: alert.acknowledged.by.name })}</span>}
        {alert.times > 1 && <span>{t('alerts.times', { count: alert.times })}</span>}
        {alert.mailedAt && (
          <span>
            {t('alerts.mailed')} <Time at={alert.mailedAt} />
          </span>
        )}
        {alert.closedAt && (
          <span>
            {t('alerts.closedAt')} <Time at={alert.closedAt} as="relative" />
          </span>
        )}
      </div>
      {acknowledge.isError && <ErrorState error={acknowledge.error} />}
    </li>
  )
}
