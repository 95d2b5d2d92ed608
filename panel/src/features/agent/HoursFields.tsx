import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { Button, IconButton } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Input } from '@/ui/Input'
import { DAYS, endsNextDay, type Hours, OFFICE, type Span } from './hours'

type Props = { hours: Hours | null; onChange: (hours: Hours | null) => void; faulty: boolean }

/** When it answers: always, or in spans of the week. */
export function HoursFields({ hours, onChange, faulty }: Props) {
  const { t } = useTranslation()
  const change = (index: number, changed: Partial<Span>) =>
    hours &&
    onChange({
      ...hours,
      times: hours.times.map((span, at) => (at === index ? { ...span, ...changed } : span)),
    })
  return (
    <div className="grid gap-4">
      <Checkbox
        label={t('agent.hours.always')}
        checked={hours === null}
        onChange={(always) => onChange(always ? null : OFFICE)}
      />
      {hours?.times.map((span, index) => (
        <div key={index} className="grid gap-2 rounded-lg border p-3">
          <div role="group" aria-label={t('agent.hours.days')} className="flex flex-wrap gap-1">
            {DAYS.map((day) => {
              const on = span.days.includes(day)
              return (
                <button
                  key={day}
                  type="button"
                  aria-pressed={on}
                  onClick={() =>
                    change(index, {
                      days: on
                        ? span.days.filter((each) => each !== day)
                        : DAYS.filter((each) => each === day || span.days.includes(each)),
                    })
                  }
                  className={cn(
                    'h-7 rounded-md border px-2 text-xs font-medium',
                    on ? 'border-accent bg-accent-soft text-accent-text' : 'text-ink-soft hover:bg-hover',
                  )}
                >
                  {t(`agent.hours.day.${day}`)}
                </button>
              )
            })}
          </div>
          <div className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">
            <Input
              type="time"
              className="w-28"
              aria-label={t('agent.hours.from')}
              value={span.from}
              onChange={(event) => change(index, { from: event.target.value })}
            />
            {t('agent.hours.to')}
            <Input
              type="time"
              className="w-28"
              aria-label={t('agent.hours.until')}
              value={span.to === '24:00' ? '00:00' : span.to}
              onChange={(event) =>
                change(index, { to: event.target.value === '00:00' ? '24:00' : event.target.value })
              }
            />
            {endsNextDay(span) && <span className="text-xs">{t('agent.hours.nextDay')}</span>}
            <IconButton
              label={t('agent.hours.remove')}
              className="ml-auto"
              onClick={() => {
                const times = hours.times.filter((_, at) => at !== index)
                onChange(times.length ? { ...hours, times } : null)
              }}
            >
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          </div>
        </div>
      ))}
      {hours && (
        <div>
          <Button
            size="sm"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() => onChange({ ...hours, times: [...hours.times, ...OFFICE.times] })}
          >
            {t('agent.hours.add')}
          </Button>
        </div>
      )}
      {hours && <p className="text-xs text-ink-faint">{t('agent.hours.hint')}</p>}
      {faulty && (
        <p role="alert" className="text-xs text-bad-text">
          {t('agent.hours.invalid')}
        </p>
      )}
    </div>
  )
}
