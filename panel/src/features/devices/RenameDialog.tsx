import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRenameDevice } from '@/api/queries/devices'
import type { Device } from '@/api/types'
import { Button } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { toast } from '@/ui/toast'

export function RenameDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useTranslation()
  const rename = useRenameDevice(device.id)
  const [name, setName] = useState(device.name)
  const missing = name.trim() === ''
  return (
    <Dialog open onClose={onClose} title={t('devices.actions.rename')}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (missing) return
          rename.mutate(name.trim(), {
            onSuccess: () => {
              toast(t('devices.actions.renamed'))
              onClose()
            },
          })
        }}
      >
        <Field label={t('common.name')} error={missing ? t('devices.form.nameMissing') : undefined}>
          {(control) => (
            <Input
              {...control}
              value={name}
              onChange={(event) => setName(event.target.value)}
              maxLength={120}
            />
          )}
        </Field>
        {rename.isError && <ErrorState error={rename.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={rename.isPending} disabled={missing}>
            {t('common.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
