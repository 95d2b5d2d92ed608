import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useChangeDevice } from '@/api/queries/devices'
import type { Device } from '@/api/types'
import { showFieldProblems } from '@/lib/forms'
import { Button } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { toast } from '@/ui/toast'
import { labelsOf } from './labels'

/** Where the form says what the hub says about a field. */
const PLACES = { name: 'name', labels: 'labels', 'limits.messagesPerDay': 'quota' } as const

/** Name, labels and daily quota: what the hub itself knows about a number, nothing of it at WhatsApp. */
export function EditDeviceDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t } = useTranslation()
  const change = useChangeDevice(device.id)
  const schema = z.object({
    name: z
      .string()
      .trim()
      .min(1, { error: () => t('devices.form.nameMissing') }),
    labels: z
      .string()
      .refine((text) => labelsOf(text).length <= 20, { error: () => t('devices.edit.labelsTooMany') })
      .refine((text) => labelsOf(text).every((label) => label.length <= 40), {
        error: () => t('devices.edit.labelsTooLong'),
      }),
    quota: z
      .string()
      .trim()
      .regex(/^\d{0,9}$/, { error: () => t('devices.edit.quotaInvalid') }),
  })
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      name: device.name,
      labels: device.labels.join(', '),
      quota: device.limits.messagesPerDay === null ? '' : String(device.limits.messagesPerDay),
    },
  })
  const { errors } = formState
  const submit = handleSubmit(({ name, labels, quota }) =>
    change
      .mutateAsync({
        name,
        labels: labelsOf(labels),
        limits: { messagesPerDay: quota === '' ? null : Number(quota) },
      })
      .then(
        () => {
          toast(t('devices.edit.saved'))
          onClose()
        },
        (error: unknown) => void showFieldProblems(error, setError, PLACES),
      ),
  )
  return (
    <Dialog open keepOpen onClose={onClose} title={t('devices.edit.title')}>
      <form noValidate className="grid gap-4" onSubmit={submit}>
        <Field label={t('common.name')} error={errors.name?.message}>
          {(control) => <Input {...control} {...register('name')} maxLength={120} autoComplete="off" />}
        </Field>
        <Field
          label={t('devices.facts.labels')}
          optional={t('common.optional')}
          hint={t('devices.edit.labelsHint')}
          error={errors.labels?.message}
        >
          {(control) => <Input {...control} {...register('labels')} autoComplete="off" />}
        </Field>
        <Field
          label={t('devices.edit.quota')}
          optional={t('common.optional')}
          hint={t('devices.edit.quotaHint')}
          error={errors.quota?.message}
        >
          {(control) => <Input {...control} {...register('quota')} inputMode="numeric" autoComplete="off" />}
        </Field>
        {change.isError && <ErrorState error={change.error} placed={PLACES} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={change.isPending}>
            {t('common.save')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
