import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMayManage } from '@/api/queries/me'
import type { Device } from '@/api/types'
import { useStateWhy } from '@/i18n/states'
import { formatNumber } from '@/lib/format'
import { buttonClass } from '@/ui/Button'
import { Mono } from '@/ui/Code'
import { DevicePill } from '@/ui/DevicePill'
import { KeyValues } from '@/ui/KeyValues'
import { Meter } from '@/ui/Meter'
import { Notice } from '@/ui/Notice'
import { Section } from '@/ui/Card'
import { Time } from '@/ui/Time'

export function DeviceFacts({ device }: { device: Device }) {
  const { t, i18n } = useTranslation()
  const number = (value: number) => formatNumber(value, i18n.language)
  const { stateDetail: detail, limits } = device
  const mayManage = useMayManage()
  const why = useStateWhy()(device.state, detail)
  // A number of Meta's shows them among its credentials.
  const wireIds: [string, ReactNode][] = [
    [t('devices.facts.phoneNumberId'), <Mono key="number">{device.phoneNumberId}</Mono>],
    [t('devices.facts.businessAccountId'), <Mono key="account">{device.businessAccountId}</Mono>],
  ]
  return (
    <Section
      title={t('devices.facts.title')}
      actions={
        <>
          <Link to="/messages" search={{ deviceId: device.id }} className={buttonClass({ size: 'sm' })}>
            {t('devices.facts.messages')}
          </Link>
          {mayManage && (
            <Link to="/logs" search={{ deviceId: device.id }} className={buttonClass({ size: 'sm' })}>
              {t('devices.facts.logs')}
            </Link>
          )}
        </>
      }
    >
      {why && (
        <Notice tone={device.state === 'ONLINE' ? 'info' : 'warn'} className="mb-3">
          {why}
        </Notice>
      )}
      {limits.messagesPerDay !== null && (
        <div className="mb-4">
          <Meter
            label={t('devices.facts.sentToday')}
            value={limits.sentToday}
            most={limits.messagesPerDay}
            words={t('devices.facts.ofQuota', {
              sent: number(limits.sentToday),
              quota: number(limits.messagesPerDay),
            })}
          />
        </div>
      )}
      <KeyValues
        items={[
          [t('common.state'), <DevicePill key="state" state={device.state} />],
          [t('devices.facts.since'), <Time key="since" at={device.since} as="full" />],
          detail?.attempt != null && [t('devices.facts.attempt'), number(detail.attempt)],
          detail?.nextAttemptAt && [
            t('devices.facts.nextAttempt'),
            <Time key="next" at={detail.nextAttemptAt} as="relative" />,
          ],
          detail?.until && [t('devices.facts.until'), <Time key="until" at={detail.until} as="full" />],
          [t('devices.transport'), t(`devices.transports.${device.transport}`)],
          [t('devices.lastIn'), <Time key="in" at={device.lastInboundAt} as="relative" />],
          [t('devices.lastOut'), <Time key="out" at={device.lastOutboundAt} as="relative" />],
          [t('devices.facts.quality'), t(`words.quality.${device.quality}`)],
          limits.messagesPerDay === null && [t('devices.facts.sentToday'), number(limits.sentToday)],
          device.labels.length > 0 && [t('devices.facts.labels'), device.labels.join(', ')],
          [t('common.id'), <Mono key="id">{device.id}</Mono>],
          ...(mayManage && device.transport === 'WEB' ? wireIds : []),
        ]}
      />
    </Section>
  )
}
