import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useCloudCheck } from '@/api/queries/devices'
import type { CloudCheck, Device } from '@/api/types'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { Finding } from './meta/Finding'

/** Asks Meta and says field by field what is right and what is not. */
export function CloudCheckPanel({ device, atOnce }: { device: Device; atOnce?: boolean }) {
  const { t } = useTranslation()
  const { mutate, data, error, isPending } = useCloudCheck(device.id)
  const started = useRef(false)
  useEffect(() => {
    if (!atOnce || started.current) return
    started.current = true
    mutate()
  }, [atOnce, mutate])
  const last = data?.checkedAt
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="text-sm text-ink-soft">
          {last ? (
            <>
              {t('devices.check.last')} <Time at={last} as="relative" />
            </>
          ) : (
            t('devices.check.never')
          )}
        </p>
        <Button size="sm" onClick={() => mutate()} busy={isPending}>
          {t('devices.check.run')}
        </Button>
      </div>
      <div aria-live="polite" className="grid gap-2">
        {isPending && <SkeletonLines lines={4} />}
        {error && <ErrorState error={error} onRetry={() => mutate()} />}
        {data && !isPending && <Findings check={data} />}
      </div>
    </div>
  )
}

function Findings({ check }: { check: CloudCheck }) {
  const { t } = useTranslation()
  return (
    <>
      <p className="text-sm font-medium">{check.ok ? t('devices.check.ok') : t('devices.check.faults')}</p>
      <ul className="grid gap-3">
        {check.fields.map((found) => (
          <Finding key={found.field} {...found} />
        ))}
      </ul>
    </>
  )
}
