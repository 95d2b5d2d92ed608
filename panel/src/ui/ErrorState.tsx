import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFault } from '@/i18n/faults'
import { useProblem } from '@/i18n/problems'
import { problemOf } from '@/lib/problem'
import { Button } from './Button'
import { Mono } from './Code'
import { Notice } from './Notice'

type Props = {
  error: unknown
  onRetry?: () => void
  /** Fields whose faults stand beside them already. */
  placed?: Readonly<Record<string, string>>
}

/** What happened, what it means, what to do, and the id by which the hub's log knows it. */
export function ErrorState({ error, onRetry, placed = {} }: Props) {
  const { t, i18n } = useTranslation()
  const problem = problemOf(error)
  const fault = useFault()
  const { title, todo, detail: said } = useProblem()(error)
  // With fields, what is said is the first of them once more.
  const detail = problem.fields.some(({ message }) => said?.endsWith(message)) ? null : said
  const fields = problem.fields.filter(({ field }) => !(field in placed))
  return (
    <Notice
      tone="bad"
      alert
      title={title}
      action={
        onRetry && (
          <Button size="sm" onClick={onRetry} icon={<RotateCw aria-hidden className="size-3.5" />}>
            {t('common.retry')}
          </Button>
        )
      }
    >
      {detail && i18n.language.startsWith('en') && <p>{detail}</p>}
      {todo && <p>{todo}</p>}
      {detail && !i18n.language.startsWith('en') && (
        <p className="mt-1 text-xs">
          {t('ui.error.detail')} <span lang="en">{detail}</span>
        </p>
      )}
      {fields.length > 0 && (
        <ul className="mt-1 list-disc pl-4">
          {fields.map((each) => (
            <li key={each.field}>
              <Mono>{each.field}</Mono> {fault(each.message)}
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
