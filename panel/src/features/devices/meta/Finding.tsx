import { CircleCheck, CircleHelp, CircleX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isFinding } from './findings'

type Props = { code: string; ok: boolean | null; detail: string; children?: ReactNode }

/** One thing that was found at Meta, in the reader's language by its code; the hub's own words where it knows more. */
export function Finding({ code, ok, detail, children }: Props) {
  const { t } = useTranslation()
  return (
    <li className="flex gap-2 text-sm">
      {ok === true ? (
        <CircleCheck aria-label={t('devices.check.right')} className="mt-0.5 size-4 shrink-0 text-ok-text" />
      ) : ok === false ? (
        <CircleX aria-label={t('devices.check.wrong')} className="mt-0.5 size-4 shrink-0 text-bad-text" />
      ) : (
        <CircleHelp
          aria-label={t('devices.check.unsure')}
          className="mt-0.5 size-4 shrink-0 text-ink-faint"
        />
      )}
      <span className="min-w-0 [overflow-wrap:anywhere]">
        <span className="font-medium text-ink">
          {isFinding(code) ? t(`connection.findings.${code}.title`) : code}
        </span>
        <span className="block text-ink-soft">
          {isFinding(code) ? t(`connection.findings.${code}.text`) : detail}
        </span>
        {ok !== true && isFinding(code) && (
          <details className="mt-0.5">
            <summary className="w-fit text-xs text-accent-text">{t('connection.hubSays')}</summary>
            <span className="text-xs text-ink-soft">{detail}</span>
          </details>
        )}
        {children}
      </span>
    </li>
  )
}
