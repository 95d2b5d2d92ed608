import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Stats } from '@/api/types'
import { formatDuration, formatNumber } from '@/lib/format'
import { Section } from '@/ui/Card'
import { Stat } from '@/ui/show/Stat'
import { Meter } from '@/ui/Meter'

const SENDERS = ['person', 'apiKey', 'agent', 'phone'] as const

/** How fast people are answered, and by whom. */
export function Answers({ stats }: { stats: Stats }) {
  const { t, i18n } = useTranslation()
  const number = (value: number) => formatNumber(value, i18n.language)
  const seconds = (value: number | null) =>
    value === null ? '–' : formatDuration(value * 1000, i18n.language)
  const { firstResponse, bySender, window } = stats
  const all = SENDERS.reduce((sum, kind) => sum + bySender[kind], 0)
  const windows = window.free + window.templateInside + window.templateOutside
  return (
    <>
      <Section title={t('home.answers')}>
        <dl className="grid grid-cols-2 gap-6">
          <Stat label={t('home.firstResponse')} value={seconds(firstResponse.medianSeconds)} />
          <Stat label={t('home.firstResponse90')} value={seconds(firstResponse.p90Seconds)} />
        </dl>
        <h3 className="mt-4 mb-2 text-xs font-medium text-ink-faint">{t('home.who')}</h3>
        <div className="grid gap-2.5">
          {SENDERS.map((kind) => (
            <Meter
              key={kind}
              plain
              label={t(`home.senders.${kind}`)}
              value={bySender[kind]}
              most={Math.max(all, 1)}
              words={number(bySender[kind])}
            />
          ))}
        </div>
      </Section>
      <Section title={t('home.window')}>
        <div className="grid gap-2.5">
          {(
            [
              ['windowFree', window.free],
              ['windowInside', window.templateInside],
              ['windowOutside', window.templateOutside],
            ] as const
          ).map(([kind, value]) => (
            <Meter
              key={kind}
              plain
              label={t(`home.${kind}`)}
              value={value}
              most={Math.max(windows, 1)}
              words={number(value)}
            />
          ))}
        </div>
        <h3 className="mt-4 mb-2 text-xs font-medium text-ink-faint">{t('home.templatesUsed')}</h3>
        {stats.templates.length === 0 ? (
          <p className="text-sm text-ink-soft">{t('home.noTemplates')}</p>
        ) : (
          <ol className="grid gap-1.5">
            {stats.templates.slice(0, 5).map(({ name, language, sent }) => (
              <li key={name + language} className="flex justify-between gap-3 text-sm">
                <span className="truncate font-mono text-xs text-ink">{`${name} (${language})`}</span>
                <span className="tabular-nums">{number(sent)}</span>
              </li>
            ))}
          </ol>
        )}
      </Section>
      <Section title={t('home.byDevice')}>
        {stats.byDevice.length === 0 ? (
          <p className="text-sm text-ink-soft">{t('common.none')}</p>
        ) : (
          <table className="w-full text-sm">
            <thead>
              <tr className="text-xs text-ink-faint">
                <th scope="col" className="pb-1.5 text-left font-medium">
                  {t('home.number')}
                </th>
                <th scope="col" className="pb-1.5 pl-3 text-right font-medium">
                  {t('home.received')}
                </th>
                <th scope="col" className="pb-1.5 pl-3 text-right font-medium">
                  {t('home.sent')}
                </th>
              </tr>
            </thead>
            <tbody className="divide-y">
              {stats.byDevice.slice(0, 8).map(({ deviceId, name, inbound, outbound }) => (
                <tr key={deviceId}>
                  <th scope="row" className="w-full max-w-0 truncate py-1.5 text-left font-normal">
                    <Link to="/devices/$deviceId" params={{ deviceId }} className="text-ink hover:underline">
                      {name}
                    </Link>
                  </th>
                  <td className="pl-3 text-right text-ink tabular-nums">{number(inbound)}</td>
                  <td className="pl-3 text-right text-ink tabular-nums">{number(outbound)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
    </>
  )
}
