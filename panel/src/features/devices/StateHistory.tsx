import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceStates } from '@/api/queries/devices'
import { useStateWhy } from '@/i18n/states'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { DevicePill } from '@/ui/DevicePill'
import { ErrorState } from '@/ui/ErrorState'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'

const FIRST = 6

/** Where the number stood, and since when; newest first. */
export function StateHistory({ deviceId }: { deviceId: string }) {
  const { t } = useTranslation()
  const why = useStateWhy()
  const history = useQuery(deviceStates(deviceId))
  const [all, setAll] = useState(false)
  const changes = history.data ?? []
  return (
    <Section title={t('devices.history.title')}>
      {history.isPending && <SkeletonLines lines={4} />}
      {history.isError && <ErrorState error={history.error} onRetry={() => void history.refetch()} />}
      {history.data && changes.length === 0 && (
        <p className="text-sm text-ink-soft">{t('devices.history.empty')}</p>
      )}
      <ol className="grid gap-2.5">
        {(all ? changes : changes.slice(0, FIRST)).map((change) => (
          <li
            key={change.at}
            className="grid grid-cols-[8.5rem_1fr] items-start gap-x-3 text-sm max-sm:grid-cols-1"
          >
            <span className="text-xs text-ink-faint sm:pt-0.5">
              <Time at={change.at} />
            </span>
            <span className="min-w-0">
              <DevicePill state={change.state} />
              {change.stateDetail && (
                <span className="mt-0.5 block text-xs text-ink-soft">
                  {why(change.state, change.stateDetail)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
      {!all && changes.length > FIRST && (
        <Button size="sm" variant="ghost" className="mt-2" onClick={() => setAll(true)}>
          {t('devices.history.all', { count: changes.length })}
        </Button>
      )}
    </Section>
  )
}
