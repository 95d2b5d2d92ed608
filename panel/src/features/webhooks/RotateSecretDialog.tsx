import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRotateSecret } from '@/api/queries/endpoints'
import type { Endpoint } from '@/api/types'
import { Button } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { Time } from '@/ui/Time'
import { SecretOnce } from './SecretOnce'

const KEEP_FOR = ['0', '3600', '86400', '604800'] as const

export function RotateSecretDialog({ endpoint, onClose }: { endpoint: Endpoint; onClose: () => void }) {
  const { t } = useTranslation()
  const rotate = useRotateSecret(endpoint.id)
  const [keep, setKeep] = useState<(typeof KEEP_FOR)[number]>('86400')
  if (rotate.data) {
    return (
      <Dialog
        open
        keepOpen
        onClose={onClose}
        title={t('webhooks.secret.title')}
        description={t('webhooks.secret.text')}
        wide
      >
        <div className="grid gap-4">
          <Notice tone="info">
            {t('webhooks.rotate.oldUntil')} <Time at={rotate.data.oldValidUntil} as="full" />
          </Notice>
          <SecretOnce secret={rotate.data.secret} onDone={onClose} />
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog open onClose={onClose} title={t('webhooks.rotate.title')} description={t('webhooks.rotate.text')}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          rotate.mutate(Number(keep))
        }}
      >
        <Field label={t('webhooks.rotate.keep')}>
          {(control) => (
            <Select
              {...control}
              value={keep}
              onChange={(event) => setKeep(KEEP_FOR.find((each) => each === event.target.value) ?? '86400')}
            >
              {KEEP_FOR.map((seconds) => (
                <option key={seconds} value={seconds}>
                  {t(`webhooks.rotate.keepFor.${seconds}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {rotate.isError && <ErrorState error={rotate.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={rotate.isPending}>
            {t('webhooks.rotate.action')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
