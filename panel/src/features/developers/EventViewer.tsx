import { Pause, Play, Radio } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { HubEvent } from '@/api/queries/events'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { CodeBlock } from '@/ui/Code'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Select } from '@/ui/Input'
import { SkeletonRows } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { useEvents } from './useEvents'

/** What a receiver gets, as it happens: the same events, pulled. */
export function EventViewer() {
  const { t } = useTranslation()
  const [running, setRunning] = useState(true)
  const [family, setFamily] = useState('')
  const { events, pending, error, retry } = useEvents(running)
  const families = [...new Set(events.map(({ type }) => type.split('.')[0] ?? ''))].sort()
  const shown = events.filter(({ type }) => !family || type.startsWith(`${family}.`))
  return (
    <Section
      title={t('developers.events.title')}
      hint={t('developers.events.text')}
      actions={
        <>
          <Select
            className="w-40"
            aria-label={t('developers.events.family')}
            value={family}
            onChange={(event) => setFamily(event.target.value)}
          >
            <option value="">{t('common.all')}</option>
            {families.map((each) => (
              <option key={each} value={each}>{`${each}.*`}</option>
            ))}
          </Select>
          <Button
            icon={
              running ? <Pause aria-hidden className="size-4" /> : <Play aria-hidden className="size-4" />
            }
            onClick={() => setRunning(!running)}
          >
            {running ? t('developers.events.pause') : t('developers.events.resume')}
          </Button>
        </>
      }
    >
      {error != null && <ErrorState error={error} onRetry={retry} />}
      {pending && <SkeletonRows rows={4} />}
      {!pending && shown.length === 0 && !error && (
        <EmptyState icon={Radio} title={t('developers.events.none')}>
          {t('developers.events.noneText')}
        </EmptyState>
      )}
      <ul className="divide-y" aria-label={t('developers.events.title')}>
        {shown.map((event) => (
          <Row key={event.id} event={event} />
        ))}
      </ul>
    </Section>
  )
}

function Row({ event }: { event: HubEvent }) {
  const [open, setOpen] = useState(false)
  return (
    <li>
      <details onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
        <summary className="flex cursor-pointer flex-wrap items-center gap-x-4 gap-y-0.5 py-2 text-sm">
          <span className="font-mono text-xs font-medium text-ink">{event.type}</span>
          <span className="font-mono text-xs [overflow-wrap:anywhere] text-ink-faint">{event.id}</span>
          <span className="ml-auto text-xs text-ink-faint">
            <Time at={event.timestamp} />
          </span>
        </summary>
        {open && <CodeBlock label={event.type} code={JSON.stringify(event, null, 2)} className="mb-3" />}
      </details>
    </li>
  )
}
