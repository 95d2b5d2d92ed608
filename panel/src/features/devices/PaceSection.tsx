import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { devicePace } from '@/api/queries/devices'
import { formatNumber } from '@/lib/format'
import { Section } from '@/ui/Card'
import { ErrorState } from '@/ui/ErrorState'
import { KeyValues } from '@/ui/KeyValues'
import { Meter } from '@/ui/Meter'
import { Notice } from '@/ui/Notice'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'

/** How a number of WhatsApp Web gets used to writing: one message after the other, and at first to few new people. */
export function PaceSection({ deviceId }: { deviceId: string }) {
  const { t, i18n } = useTranslation()
  const pace = useQuery(devicePace(deviceId))
  const { data } = pace
  const number = (value: number) => formatNumber(value, i18n.language)
  return (
    <Section title={t('devices.pace.title')} hint={t('devices.pace.text')}>
      {pace.isPending && <SkeletonLines lines={3} />}
      {pace.isError && <ErrorState error={pace.error} onRetry={() => void pace.refetch()} />}
      {data?.heldUntil && (
        <Notice tone="warn" className="mb-3">
          {t('devices.pace.held')} <Time at={data.heldUntil} as="full" />
        </Notice>
      )}
      {data?.newPeople && (
        <div className="grid gap-4">
          {data.newPeople.limit !== null && (
            <Meter
              label={t('devices.pace.newPeople')}
              value={data.newPeople.used}
              most={data.newPeople.limit}
              words={t('devices.facts.ofQuota', {
                sent: number(data.newPeople.used),
                quota: number(data.newPeople.limit),
              })}
            />
          )}
          <KeyValues
            items={[
              data.newPeople.limit === null && [t('devices.pace.newPeople'), number(data.newPeople.used)],
              [t('devices.pace.day'), number(data.newPeople.day + 1)],
              [t('devices.pace.resets'), <Time key="resets" at={data.newPeople.resetsAt} as="relative" />],
              data.pauseMilliseconds !== null && [
                t('devices.pace.pause'),
                t('devices.pace.seconds', { seconds: number(data.pauseMilliseconds / 1000) }),
              ],
            ]}
          />
        </div>
      )}
    </Section>
  )
}
