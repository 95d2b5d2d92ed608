import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/Code'
import { DialogActions } from '@/ui/Dialog'
import { VerifySnippets } from './VerifySnippets'

export function SecretOnce({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="grid gap-4">
      <CopyField label={t('webhooks.secret.label')} value={secret} />
      <details>
        <summary className="text-sm font-medium text-accent-text">{t('webhooks.secret.verify')}</summary>
        <div className="pt-3">
          <VerifySnippets />
        </div>
      </details>
      <DialogActions>
        <Button variant="primary" onClick={onDone}>
          {t('webhooks.secret.stored')}
        </Button>
      </DialogActions>
    </div>
  )
}
