import { useTranslation } from 'react-i18next'
import { formatDateTime } from '@/lib/format'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/Code'
import { DialogActions } from '@/ui/Dialog'

export function OneTimeLink({
  link,
  onDone,
}: {
  link: { url: string; expiresAt: string }
  onDone: () => void
}) {
  const { t, i18n } = useTranslation()
  return (
    <div className="grid gap-4">
      <p className="text-sm text-ink-soft">
        {t('team.link.text', { until: formatDateTime(link.expiresAt, i18n.language) })}
      </p>
      <CopyField label={t('team.link.label')} value={link.url} />
      <DialogActions>
        <Button variant="primary" onClick={onDone}>
          {t('common.done')}
        </Button>
      </DialogActions>
    </div>
  )
}
