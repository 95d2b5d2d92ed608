import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { attempts } from '@/api/queries/deliveries'
import type { DeliveryAttempt } from '@/api/types'
import { formatDuration, prettyJson } from '@/lib/format'
import type { Tone } from '@/lib/tone'
import { CodeBlock, Mono } from '@/ui/Code'
import { ErrorState } from '@/ui/ErrorState'
import { Pill } from '@/ui/Pill'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'

const TONES: Record<DeliveryAttempt['outcome'], Tone> = { delivered: 'ok', retry: 'warn', giveUp: 'bad' }

/** Attempts side by side, newest first: what was sent, what came back, how long it took. */
export function AttemptList({ id }: { id: string }) {
  const { t } = useTranslation()
  const list = useQuery(attempts(id))
  if (list.isPending) return <SkeletonLines lines={6} />
  if (list.isError) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (list.data.length === 0)
    return <p className="text-sm text-ink-soft">{t('deliveries.detail.noAttempts')}</p>
  const newestFirst = [...list.data].sort((a, b) => b.number - a.number)
  return (
    <ol
      tabIndex={0}
      className="-mx-5 flex snap-x gap-3 overflow-x-auto px-5 pb-3"
      aria-label={t('deliveries.detail.attempts')}
    >
      {newestFirst.map((attempt) => (
        <li key={attempt.id} className="w-[min(26rem,calc(100vw-3.5rem))] shrink-0 snap-start first:grow">
          <Attempt attempt={attempt} />
        </li>
      ))}
    </ol>
  )
}

function Attempt({ attempt }: { attempt: DeliveryAttempt }) {
  const { t, i18n } = useTranslation()
  const { request, response, error } = attempt
  return (
    <article className="grid h-full content-start gap-3 rounded-lg border p-3">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <h4 className="text-sm font-semibold">
          {t('deliveries.detail.attempt', { number: attempt.number })}
        </h4>
        <Pill tone={TONES[attempt.outcome]}>{t(`deliveries.detail.outcome.${attempt.outcome}`)}</Pill>
        <span className="text-xs text-ink-soft">
          <Time at={attempt.startedAt} />
          {` · ${formatDuration(attempt.durationMs, i18n.language)}`}
        </span>
      </header>
      <div className="grid gap-2">
        <h5 className="text-xs font-semibold text-ink-soft">
          {t('deliveries.detail.response')}{' '}
          <span className="text-ink">
            {response
              ? `HTTP ${response.status}`
              : error
                ? t(`words.deliveryError.${error}`)
                : t('deliveries.detail.noResponse')}
          </span>
        </h5>
        {response && (
          <>
            <Headers headers={response.headers} />
            {response.body ? (
              <CodeBlock
                label={t('deliveries.detail.response')}
                code={prettyJson(response.body)}
                className="max-h-48"
              />
            ) : (
              <p className="text-xs text-ink-faint">{t('deliveries.detail.emptyBody')}</p>
            )}
            {response.truncated && (
              <p className="text-xs text-ink-faint">{t('deliveries.detail.truncated')}</p>
            )}
          </>
        )}
      </div>
      <div className="grid gap-2">
        <h5 className="text-xs font-semibold text-ink-soft">{t('deliveries.detail.request')}</h5>
        <Mono>{`POST ${request.url}`}</Mono>
        <Headers headers={request.headers} />
        {request.body === null ? (
          <p className="text-xs text-ink-faint">{t('deliveries.detail.expired')}</p>
        ) : (
          <CodeBlock
            label={t('deliveries.detail.request')}
            code={prettyJson(request.body)}
            className="max-h-72"
          />
        )}
      </div>
    </article>
  )
}

function Headers({ headers }: { headers: Record<string, string> }) {
  const { t } = useTranslation()
  return (
    <details>
      <summary className="w-fit text-xs text-accent-text">{t('deliveries.detail.headers')}</summary>
      <dl className="mt-1 grid gap-1">
        {Object.entries(headers).map(([name, value]) => (
          <div key={name} className="font-mono text-xs [overflow-wrap:anywhere]">
            <dt className="inline text-ink-soft">{`${name}: `}</dt>
            <dd className="inline text-ink">{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
