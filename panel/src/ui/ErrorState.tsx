import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { problemOf, UNREACHABLE } from '@/lib/problem'
import { Button } from './Button'
import { Mono } from './Code'
import { Notice } from './Notice'

/** What happened, what it means, what to do, and the id by which the hub's log knows it. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const problem = problemOf(error)
  const unreachable = problem.type === UNREACHABLE
  const meaning = unreachable
    ? t('ui.error.unreachable')
    : problem.status === 403
      ? t('ui.error.forbidden')
      : problem.status === 404
        ? t('ui.error.notFound')
        : problem.status === 429
          ? t('ui.error.tooMany', { seconds: problem.retryAfterSeconds ?? 60 })
          : problem.status >= 500
            ? t('ui.error.server')
            : null
  return (
    <Notice
      tone="bad"
      alert
      title={unreachable ? t('ui.error.unreachableTitle') : problem.title}
      action={
        onRetry && (
          <Button size="sm" onClick={onRetry} icon={<RotateCw aria-hidden className="size-3.5" />}>
            {t('common.retry')}
          </Button>
        )
      }
    >
      {!unreachable && problem.detail && problem.detail !== problem.title && <p>{problem.detail}</p>}
      {meaning && <p>{meaning}</p>}
      {problem.fields.length > 0 && (
        <ul className="mt-1 list-disc pl-4">
          {problem.fields.map((each) => (
            <li key={each.field}>
              <Mono>{each.field}</Mono> {each.message}
            </li>
          ))}
        </ul>
      )}
      {problem.requestId && (
        <p className="mt-1 text-xs">
          {t('ui.requestId')} <Mono>{problem.requestId}</Mono>
        </p>
      )}
    </Notice>
  )
}
