import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import type { Endpoint } from '@/api/types'
import type { Words } from '@/i18n/words'
import { formatDuration, formatNumber } from '@/lib/format'
import { Mono } from '@/ui/Code'
import { KeyValues } from '@/ui/KeyValues'
import { Time } from '@/ui/Time'
import { HealthPill } from './HealthPill'

export function EndpointHealth({ endpoint }: { endpoint: Endpoint }) {
  const { t, i18n } = useTranslation()
  const { health } = endpoint
  const number = (value: number) => formatNumber(value, i18n.language)
  // `HTTP 500`, or a word that is known.
  const failure = (error: string) =>
    i18n.exists(`words.deliveryError.${error}`)
      ? t(`words.deliveryError.${error as keyof Words['words']['deliveryError']}`)
      : error
  return (
    <div className="grid gap-3">
      <KeyValues
        items={[
          [t('common.state'), <HealthPill key="state" endpoint={endpoint} />],
          [t('webhooks.lastSuccess'), <Time key="success" at={health.lastSuccessAt} as="relative" />],
          health.lastFailureAt && [
            t('webhooks.detail.lastFailure'),
            <Time key="failure" at={health.lastFailureAt} as="relative" />,
          ],
          health.lastError && [t('webhooks.detail.lastError'), failure(health.lastError)],
          health.failingSince && [
            t('webhooks.detail.failingSince'),
            <Time key="since" at={health.failingSince} as="full" />,
          ],
          [t('webhooks.detail.parked'), number(health.parked)],
          [t('webhooks.detail.dead'), number(health.dead)],
        ]}
      />
    </div>
  )
}

export function EndpointSettings({ endpoint }: { endpoint: Endpoint }) {
  const { t, i18n } = useTranslation()
  const numbers = useQuery(devices())
  const nameOf = (id: string) => numbers.data?.find((device) => device.id === id)?.name ?? id
  return (
    <KeyValues
      items={[
        [
          t('webhooks.events'),
          endpoint.eventTypes.includes('*') ? (
            t('webhooks.allEvents')
          ) : (
            <Mono key="events">{endpoint.eventTypes.join(', ')}</Mono>
          ),
        ],
        [
          t('webhooks.detail.devices'),
          endpoint.deviceIds ? endpoint.deviceIds.map(nameOf).join(', ') : t('webhooks.detail.allDevices'),
        ],
        [t('webhooks.form.format'), t(`webhooks.form.formats.${endpoint.format}`)],
        [t('webhooks.form.strict'), endpoint.strict ? t('common.yes') : t('common.no')],
        [
          t('webhooks.detail.schedule'),
          endpoint.retryScheduleSeconds
            .map((seconds) => formatDuration(seconds * 1000, i18n.language))
            .join(' · '),
        ],
        [t('common.createdAt'), <Time key="created" at={endpoint.createdAt} as="full" />],
        [t('common.id'), <Mono key="id">{endpoint.id}</Mono>],
      ]}
    />
  )
}
