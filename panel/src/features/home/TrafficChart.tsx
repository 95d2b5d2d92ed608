import { useTranslation } from 'react-i18next'
import type { Stats } from '@/api/types'
import { formatNumber } from '@/lib/format'
import { Chart } from '@/ui/chart/Chart'

/** What came in beside what went out, by hour or by day. */
export function TrafficChart({ stats }: { stats: Stats }) {
  const { t, i18n } = useTranslation()
  const { language } = i18n
  const byDay = stats.by === 'day'
  const tick = new Intl.DateTimeFormat(
    language,
    byDay
      ? { day: 'numeric', month: 'short', timeZone: stats.timeZone }
      : { hour: '2-digit', minute: '2-digit' },
  )
  const label = new Intl.DateTimeFormat(
    language,
    byDay
      ? { weekday: 'long', day: 'numeric', month: 'long', timeZone: stats.timeZone }
      : { weekday: 'short', hour: '2-digit', minute: '2-digit' },
  )
  return (
    <Chart
      label={byDay ? t('home.chartDays') : t('home.chart')}
      kind="bars"
      className="h-60"
      series={[
        { id: 'inbound', name: t('home.received'), color: 1 },
        { id: 'sent', name: t('home.sent'), color: 2, stack: 'out' },
        { id: 'failed', name: t('home.failed'), color: 4, stack: 'out' },
      ]}
      points={stats.series.map(({ at, inbound, outbound, failed }) => ({
        key: at,
        label: label.format(new Date(at)),
        tick: tick.format(new Date(at)),
        values: { inbound, sent: Math.max(outbound - failed, 0), failed },
      }))}
      value={(figure) => formatNumber(figure, language)}
    />
  )
}
