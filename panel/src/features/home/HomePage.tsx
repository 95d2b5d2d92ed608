import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { openAlerts } from '@/api/queries/alerts'
import { devices } from '@/api/queries/devices'
import { useMayManage } from '@/api/queries/me'
import { PERIODS, stats } from '@/api/queries/stats'
import { Segmented } from '@/ui/choose/Segmented'
import { DevicePill } from '@/ui/DevicePill'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Card'
import { Stat } from '@/ui/show/Stat'
import { SkeletonLines } from '@/ui/Skeleton'
import { cn } from '@/lib/cn'
import { formatDuration, formatNumber } from '@/lib/format'
import { Attention } from './Attention'
import { Figures } from './Figures'
import { FirstSteps } from './FirstSteps'
import { Answers } from './Answers'
import { TrafficChart } from './TrafficChart'

const route = getRouteApi('/signedIn/')

export function HomePage() {
  const { t, i18n } = useTranslation()
  const { period = '24h' } = route.useSearch()
  const navigate = route.useNavigate()
  const figures = useQuery(stats(period))
  const numbers = useQuery(devices())
  const needed = useQuery(openAlerts())
  const mayManage = useMayManage()
  const count = (value: number) => formatNumber(value, i18n.language)
  const duration = (ms: number | null) => (ms === null ? '–' : formatDuration(ms, i18n.language))
  const data = figures.data
  const fresh =
    mayManage &&
    data !== undefined &&
    (data.devices.total === 0 || data.messages.inbound + data.messages.outbound === 0)
  /** Without a number there is nothing to count yet. */
  const bare = fresh && data.devices.total === 0
  return (
    <Page
      title={t('home.title')}
      actions={
        !bare && (
          <Segmented
            label={t('home.period')}
            value={period}
            onChange={(next) =>
              void navigate({ search: next === '24h' ? {} : { period: next }, replace: true })
            }
            options={PERIODS.map((id) => ({ id, label: t(`home.periods.${id}`) }))}
          />
        )
      }
    >
      {figures.isError && <ErrorState error={figures.error} onRetry={() => void figures.refetch()} />}
      {fresh && <FirstSteps deviceId={numbers.data?.[0]?.id ?? null} />}
      {!bare && <Figures stats={data} />}
      <div className={cn('grid gap-4 lg:grid-cols-3', bare && 'hidden')}>
        <Section title={data?.by === 'day' ? t('home.chartDays') : t('home.chart')} className="lg:col-span-2">
          {data ? (
            <TrafficChart stats={data} />
          ) : (
            <div className="h-60">
              <SkeletonLines lines={5} />
            </div>
          )}
        </Section>
        <Section title={t('home.attention')}>
          {data && numbers.data ? (
            <Attention stats={data} devices={numbers.data} alerts={needed.data ?? []} mayManage={mayManage} />
          ) : (
            <SkeletonLines />
          )}
        </Section>
        <Section title={t('home.devices')}>
          {data ? (
            <ul className="grid gap-2">
              {data.devices.byState
                .filter((each) => each.count > 0)
                .map(({ state, count: many }) => (
                  <li key={state} className="flex items-center justify-between text-sm">
                    <DevicePill state={state} />
                    <span className="tabular-nums">{count(many)}</span>
                  </li>
                ))}
              {data.devices.total === 0 && <li className="text-sm text-ink-soft">{t('common.none')}</li>}
            </ul>
          ) : (
            <SkeletonLines />
          )}
        </Section>
        <Section title={t('home.deliveries')} className="lg:col-span-2">
          {data ? (
            <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3">
              <Stat label={t('home.deliveriesDone')} value={count(data.deliveries.delivered)} />
              <Stat
                label={t('home.waiting')}
                value={count(data.deliveries.parked + data.deliveries.pending)}
              />
              <Stat label={t('home.dead')} value={count(data.deliveries.dead)} />
              <Stat label={t('home.deliveriesAttempts')} value={count(data.deliveries.failedAttempts)} />
              <Stat label={t('home.median')} value={duration(data.deliveries.medianMs)} />
              <Stat label={t('home.p95')} value={duration(data.deliveries.p95Ms)} />
            </dl>
          ) : (
            <SkeletonLines />
          )}
        </Section>
        {data && <Answers stats={data} />}
      </div>
    </Page>
  )
}
