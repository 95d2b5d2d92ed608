import { CircleAlert, Clock, FileText, RotateCw, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Leaving } from '@/api/inbox/outbox'
import { formatBytes, formatClock } from '@/lib/format'
import { useProblem } from '@/i18n/problems'
import { problemOf } from '@/lib/problem'
import { Button } from '@/ui/Button'
import { Progress } from '@/ui/show/Progress'
import { FormattedText } from './FormattedText'

type Props = { leaving: Leaving; onAgain: () => void; onCancel: () => void }

/** Sent a moment ago: the hub has not taken it yet, or did not take it. */
export function LeavingBubble({ leaving, onAgain, onCancel }: Props) {
  const { t, i18n } = useTranslation()
  const { state, file, text, progress, error } = leaving
  return (
    <div className="flex flex-row-reverse px-4 pt-1">
      <div className="grid max-w-[min(36rem,82%)] min-w-48 gap-1 rounded-xl bg-bubble-out px-2.5 py-1.5 text-sm text-ink shadow-card">
        {file && (
          <div className="flex items-center gap-2">
            <FileText aria-hidden className="size-4 shrink-0 text-ink-soft" />
            <span className="min-w-0 flex-1 truncate">{file.name}</span>
            <span className="text-xs text-ink-soft">{formatBytes(file.size, i18n.language)}</span>
          </div>
        )}
        {text && <FormattedText text={text} />}
        {state === 'uploading' && (
          <div className="flex items-center gap-2">
            <Progress label={t('inbox.leaving.uploading')} value={progress} />
            <Button
              size="sm"
              variant="ghost"
              onClick={onCancel}
              icon={<X aria-hidden className="size-3.5" />}
            >
              {t('common.cancel')}
            </Button>
          </div>
        )}
        {state === 'failed' ? (
          <Failed error={error} onAgain={onAgain} onCancel={onCancel} />
        ) : (
          <p className="flex items-center justify-end gap-1 text-2xs text-ink-faint tabular-nums">
            {formatClock(leaving.at, i18n.language)}
            <Clock aria-hidden className="size-3.5" />
            <span className="sr-only">{t('inbox.leaving.sending')}</span>
          </p>
        )}
      </div>
    </div>
  )
}

function Failed({ error, onAgain, onCancel }: { error: unknown } & Pick<Props, 'onAgain' | 'onCancel'>) {
  const { t } = useTranslation()
  const problem = problemOf(error)
  const { line } = useProblem()(error)
  return (
    <div role="alert" className="border-t border-line-strong pt-1 text-xs text-bad-text">
      <p className="flex items-start gap-1">
        <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
        <span>
          {t('inbox.leaving.failed')} {line}
          {problem.requestId && <span className="text-ink-soft">{` (${problem.requestId})`}</span>}
        </span>
      </p>
      <div className="mt-1 flex gap-1.5">
        <Button size="sm" onClick={onAgain} icon={<RotateCw aria-hidden className="size-3" />}>
          {t('inbox.sendAgain')}
        </Button>
        <Button size="sm" variant="ghost" onClick={onCancel}>
          {t('inbox.leaving.discard')}
        </Button>
      </div>
    </div>
  )
}
