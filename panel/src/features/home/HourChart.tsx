import { useTranslation } from 'react-i18next'
import type { Stats } from '@/api/types'
import { cn } from '@/lib/cn'
import { formatNumber } from '@/lib/format'

/** One pair of bars for every hour: what came in beside what went out, the failed part of it on top. */
export function HourChart({ stats }: { stats: Stats }) {
  const { t, i18n } = useTranslation()
  const { byHour, inbound, outbound, failed } = stats.messages
  const highest = Math.max(1, ...byHour.flatMap((hour) => [hour.inbound, hour.outbound]))
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit' })
  const number = (value: number) => formatNumber(value, i18n.language)
  return (
    <figure
      className="grid gap-2"
      aria-label={t('home.chartSummary', {
        inbound: number(inbound),
        outbound: number(outbound),
        failed: number(failed),
      })}
    >
      <div className="flex gap-2">
        <div
          aria-hidden
          className="flex h-40 flex-col justify-between text-right text-2xs text-ink-faint tabular-nums"
        >
          <span>{number(highest)}</span>
          <span>{number(0)}</span>
        </div>
        <div aria-hidden className="flex h-40 min-w-0 flex-1 items-end gap-px border-b sm:gap-0.5">
          {byHour.map((hour) => (
            <div
              key={hour.hour}
              title={t('home.chartBar', { ...hour, hour: time.format(new Date(hour.hour)) })}
              className="flex h-full min-w-0 flex-1 items-end gap-px hover:bg-hover"
            >
              <Bar value={hour.inbound} highest={highest} className="bg-accent" />
              <div className="flex h-full min-w-0 flex-1 flex-col justify-end">
                <Bar value={hour.failed} highest={highest} className="bg-bad" />
                <Bar value={hour.outbound - hour.failed} highest={highest} className="bg-info opacity-55" />
              </div>
            </div>
          ))}
        </div>
      </div>
      <div aria-hidden className="flex justify-between pl-6 text-2xs text-ink-faint tabular-nums">
        {[byHour[0], byHour[Math.floor(byHour.length / 2)], byHour.at(-1)].map(
          (hour, index) => hour && <span key={index}>{time.format(new Date(hour.hour))}</span>,
        )}
      </div>
      <figcaption className="flex flex-wrap gap-4 text-xs text-ink-soft">
        <Legend className="bg-accent">{t('home.received')}</Legend>
        <Legend className="bg-info opacity-55">{t('home.sent')}</Legend>
        <Legend className="bg-bad">{t('home.failed')}</Legend>
      </figcaption>
    </figure>
  )
}

function Bar({ value, highest, className }: { value: number; highest: number; className: string }) {
  if (value <= 0) return <div className="min-w-0 flex-1 [div.flex-col>&]:hidden" />
  const height = `${Math.max((value / highest) * 100, 1.5)}%`
  return (
    <div
      className={cn('min-w-0 flex-1 rounded-t-xs [div.flex-col>&]:flex-none', className)}
      style={{ height }}
    />
  )
}

function Legend({ className, children }: { className: string; children: string }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden className={cn('size-2.5 rounded-xs', className)} />
      {children}
    </span>
  )
}
