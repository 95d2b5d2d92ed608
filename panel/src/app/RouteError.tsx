import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ProblemError } from '@/lib/problem'
import { Button } from '@/ui/Button'
import { CodeBlock } from '@/ui/Code'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'

export function RouteError({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation()
  const router = useRouter()
  function retry() {
    reset()
    void router.invalidate()
  }
  return (
    <div className="mx-auto grid max-w-2xl gap-4 p-6">
      {error instanceof ProblemError || error instanceof TypeError ? (
        <ErrorState error={error} onRetry={retry} />
      ) : (
        <>
          <Notice
            tone="bad"
            alert
            title={t('shell.crash.title')}
            action={<Button onClick={retry}>{t('shell.crash.reload')}</Button>}
          >
            {t('shell.crash.text')}
          </Notice>
          <CodeBlock
            label={t('shell.crash.title')}
            code={`${String(error)}\n${window.location.pathname}`}
            wrap
          />
        </>
      )}
    </div>
  )
}
