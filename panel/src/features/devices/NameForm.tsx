import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCreateDevice } from '@/api/queries/devices'
import type { Device } from '@/api/types'
import { Button } from '@/ui/Button'
import { DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'

type Props = { onCancel: () => void; onAdded: (device: Device) => void }

/** All that a number of WhatsApp Web needs before its phone is linked: what the team calls it. */
export function NameForm({ onCancel, onAdded }: Props) {
  const { t } = useTranslation()
  const create = useCreateDevice()
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const typed = name.trim()
  function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (typed) create.mutate({ name: typed, transport: 'WEB' }, { onSuccess: onAdded })
  }
  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <Field
        label={t('devices.form.name')}
        hint={t('devices.form.nameHint')}
        error={tried && !typed ? t('devices.form.nameMissing') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            maxLength={120}
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoComplete="off"
          />
        )}
      </Field>
      {create.isError && <ErrorState error={create.error} />}
      <DialogActions>
        <Button onClick={onCancel}>{t('common.back')}</Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {t('devices.ways.continue')}
        </Button>
      </DialogActions>
    </form>
  )
}
