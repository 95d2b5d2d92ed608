import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TestStep } from '@/api/types'
import { useFault } from '@/i18n/faults'
import { Time } from '@/ui/Time'

/** A step that was asked for: seen (when) or not (why). `pending` while it is still waited for. */
export function Step({ label, step, pending }: { label: string; step: TestStep | null; pending?: boolean }) {
  const { t } = useTranslation()
  const fault = useFault()
  if (!step && !pending) return null
  return (
    <li className="flex items-start gap-2 text-sm">
      {step === null ? (
        <LoaderCircle aria-hidden className="mt-0.5 size-4 shrink-0 animate-spin text-ink-faint" />
      ) : step.ok ? (
        <CircleCheck aria-label={t('devices.check.right')} className="mt-0.5 size-4 shrink-0 text-ok-text" />
      ) : (
        <CircleX aria-label={t('devices.check.wrong')} className="mt-0.5 size-4 shrink-0 text-bad-text" />
      )}
      <span className="min-w-0">
        <span className={step ? 'text-ink' : 'text-ink-soft'}>{label}</span>{' '}
        {step?.at && (
          <span className="text-xs text-ink-faint">
            <Time at={step.at} />
          </span>
        )}
        {step === null && <span className="text-xs text-ink-faint">{t('devices.test.waiting')}</span>}
        {step?.detail && <span className="block text-xs text-ink-soft">{fault(step.detail)}</span>}
      </span>
    </li>
  )
}
