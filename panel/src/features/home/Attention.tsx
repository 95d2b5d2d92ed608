import { Link } from '@tanstack/react-router'
import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device, DeviceState, Stats } from '@/api/types'
import { useStateWhy } from '@/i18n/states'

const TROUBLED: readonly DeviceState[] = ['ERROR', 'LOGGED_OUT', 'RESTRICTED', 'RECONNECTING']
const LINK =
  'font-medium text-accent-text underline decoration-line-strong underline-offset-2 hover:decoration-current'

type Props = { stats: Stats; devices: readonly Device[]; mayManage: boolean }

/** What a person should look at now; each item leads to its cure. */
export function Attention({ stats, devices, mayManage }: Props) {
  const { t } = useTranslation()
  const why = useStateWhy()
  const { deliveries, queue, messages } = stats
  const items: { key: string; content: ReactNode }[] = devices
    .filter((device) => TROUBLED.includes(device.state))
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
  if (mayManage && deliveries.failingEndpoints > 0) {
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
    <ul className="grid gap-2.5">
      {items.map(({ key, content }) => (
        <li key={key} className="flex items-start gap-2 text-sm">
          <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn-text" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{content}</span>
        </li>
      ))}
    </ul>
  )
}
