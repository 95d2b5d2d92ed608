import { Link } from '@tanstack/react-router'
import { ChevronRight, CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Alert, Device, DeviceState, Stats } from '@/api/types'
import { useAlertText } from '@/i18n/alerts'
import { useStateWhy } from '@/i18n/states'

const TROUBLED: readonly DeviceState[] = ['ERROR', 'LOGGED_OUT', 'RESTRICTED', 'RECONNECTING']
/** The whole row is pressed. */
const LINK = 'block font-medium text-ink after:absolute after:inset-0 after:rounded-md'

type Props = {
  stats: Stats
  devices: readonly Device[]
  alerts: readonly Alert[]
  mayManage: boolean
}

/** What a person should look at now; each item leads to its cure. */
export function Attention({ stats, devices, alerts, mayManage }: Props) {
  const { t } = useTranslation()
  const why = useStateWhy()
  const text = useAlertText()
  const { deliveries, queue, messages } = stats
  const told = new Set(alerts.map(({ subject }) => subject.id))
  const items: { key: string; content: ReactNode }[] = devices
    .filter((device) => TROUBLED.includes(device.state) && !told.has(device.id))
    .map((device) => ({
      key: device.id,
      content: (
        <>
          <Link to="/devices/$deviceId" params={{ deviceId: device.id }} className={LINK}>
            {t('home.attentionDevice', {
              name: device.name,
              state: t(`words.deviceState.${device.state}`),
            })}
          </Link>
          {device.stateDetail && (
            <span className="line-clamp-3 text-xs text-ink-soft">
              {why(device.state, device.stateDetail)}
            </span>
          )}
        </>
      ),
    }))
  items.unshift(
    ...alerts.map((alert) => ({
      key: alert.id,
      content: (
        <>
          <AlertLink alert={alert} />
          <span className="line-clamp-4 text-xs text-ink-soft">{text(alert)}</span>
        </>
      ),
    })),
  )
  if (queue.unknown > 0) {
    items.push({
      key: 'unknown',
      content: (
        <Link to="/messages" search={{ status: 'unknown' }} className={LINK}>
          {t('home.attentionUnknown', { count: queue.unknown })}
        </Link>
      ),
    })
  }
  if (
    mayManage &&
    deliveries.failingEndpoints > 0 &&
    !alerts.some(({ kind }) => kind === 'endpointFailing')
  ) {
    items.push({
      key: 'endpoints',
      content: (
        <Link to="/deliveries" search={{ state: 'parked' }} className={LINK}>
          {t('home.attentionEndpoints', { count: deliveries.failingEndpoints })}
        </Link>
      ),
    })
  }
  if (mayManage && deliveries.dead > 0) {
    items.push({
      key: 'dead',
      content: (
        <Link to="/deliveries" search={{ state: 'dead' }} className={LINK}>
          {t('home.attentionDead', { count: deliveries.dead })}
        </Link>
      ),
    })
  }
  if (messages.failed > 0) {
    items.push({
      key: 'failed',
      content: (
        <Link to="/messages" search={{ status: 'failed' }} className={LINK}>
          {t('home.attentionFailed', { count: messages.failed })}
        </Link>
      ),
    })
  }
  if (items.length === 0) {
    return (
      <p className="flex items-center gap-2 text-sm text-ink-soft">
        <CircleCheck aria-hidden className="size-4 shrink-0 text-ok-text" />
        {t('home.allGood')}
      </p>
    )
  }
  return (
    <ul className="-mx-2 grid gap-0.5">
      {items.map(({ key, content }) => (
        <li
          key={key}
          className="relative flex items-start gap-2.5 rounded-md px-2 py-2 text-sm hover:bg-hover"
        >
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-text" />
          <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">{content}</div>
          <ChevronRight aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
        </li>
      ))}
    </ul>
  )
}

/** Straight to where it is put right. */
function AlertLink({ alert }: { alert: Alert }) {
  const { t } = useTranslation()
  const words = `${t(`alerts.kinds.${alert.kind}`)}: ${alert.subject.name}`
  const { id } = alert.subject
  if (alert.kind === 'endpointFailing' && id) {
    return (
      <Link to="/deliveries" search={{ endpointId: id, state: 'parked' }} className={LINK}>
        {words}
      </Link>
    )
  }
  if (alert.subject.kind === 'device' && id) {
    return (
      <Link to="/devices/$deviceId" params={{ deviceId: id }} className={LINK}>
        {words}
      </Link>
    )
  }
  return (
    <Link to="/alerts" className={LINK}>
      {words}
    </Link>
  )
}
