import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useCloudCredentials } from '@/api/queries/devices'
import type { Device } from '@/api/types'
import { showFieldProblems } from '@/lib/forms'
import { Button } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, PasswordInput } from '@/ui/Input'
import { toast } from '@/ui/toast'

type Props = { device: Device; cloud: NonNullable<Device['cloud']>; onClose: () => void }

/** Where the form says what the hub says about a field. */
const PLACES = {
  phoneNumberId: 'phoneNumberId',
  businessAccountId: 'businessAccountId',
  accessToken: 'accessToken',
  appSecret: 'appSecret',
  verifyToken: 'verifyToken',
} as const

export function CredentialsDialog({ device, cloud, onClose }: Props) {
  const { t } = useTranslation()
  const change = useCloudCredentials(device.id)
  const digits = z
    .string()
    .trim()
    .regex(/^\d{1,32}$/, { error: () => t('devices.form.digits') })
  const schema = z.object({
    phoneNumberId: digits,
    businessAccountId: digits.or(z.literal('')),
    accessToken: z.string().trim(),
    appSecret: z.string().trim(),
    verifyToken: z.string().trim(),
  })
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      phoneNumberId: cloud.phoneNumberId,
      businessAccountId: cloud.businessAccountId ?? '',
      accessToken: '',
      appSecret: '',
      verifyToken: '',
    },
  })
  const { errors } = formState
  const submit = handleSubmit(({ phoneNumberId, businessAccountId, accessToken, appSecret, verifyToken }) =>
    change
      .mutateAsync({
        phoneNumberId,
        businessAccountId: businessAccountId || null,
        ...(accessToken && { accessToken }),
        ...(appSecret && { appSecret }),
        ...(verifyToken && { verifyToken }),
      })
      .then(
        () => {
          toast(t('devices.credentials.saved'))
          onClose()
        },
        (error: unknown) => showFieldProblems(error, setError, PLACES),
      ),
  )
  const secrets = ['accessToken', 'appSecret', 'verifyToken'] as const
  return (
    <Dialog open keepOpen onClose={onClose} title={t('devices.credentials.edit')} description={device.name}>
      <form noValidate className="grid gap-4" onSubmit={submit}>
        <Field
          label={t('devices.form.phoneNumberId')}
          hint={t('devices.form.phoneNumberIdHint')}
          error={errors.phoneNumberId?.message}
        >
          {(control) => (
            <Input {...control} {...register('phoneNumberId')} inputMode="numeric" autoComplete="off" />
          )}
        </Field>
        <Field
          label={t('devices.form.businessAccountId')}
          optional={t('common.optional')}
          error={errors.businessAccountId?.message}
        >
          {(control) => (
            <Input {...control} {...register('businessAccountId')} inputMode="numeric" autoComplete="off" />
          )}
        </Field>
        {secrets.map((name) => (
          <Field
            key={name}
            label={t(`devices.form.${name}`)}
            hint={t('devices.credentials.keep')}
            error={errors[name]?.message}
          >
            {(control) => <PasswordInput {...control} {...register(name)} autoComplete="off" />}
          </Field>
        ))}
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
