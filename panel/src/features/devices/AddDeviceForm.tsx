import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useCreateDevice } from '@/api/queries/devices'
import type { Device } from '@/api/types'
import { showFieldProblems } from '@/lib/forms'
import { Button } from '@/ui/Button'
import { DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, PasswordInput } from '@/ui/Input'

function randomWord(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) =>
    byte.toString(36).padStart(2, '0'),
  ).join('')
}

type Props = { onCancel: () => void; onAdded: (device: Device, verifyToken: string) => void }

/** Where the form says what the hub says about a field. */
const PLACES = {
  name: 'name',
  'cloud.phoneNumberId': 'phoneNumberId',
  'cloud.businessAccountId': 'businessAccountId',
  'cloud.accessToken': 'accessToken',
  'cloud.appSecret': 'appSecret',
  'cloud.verifyToken': 'verifyToken',
} as const

export function AddDeviceForm({ onCancel, onAdded }: Props) {
  const { t } = useTranslation()
  const create = useCreateDevice()
  const digits = z
    .string()
    .trim()
    .regex(/^\d{1,32}$/, { error: () => t('devices.form.digits') })
  const schema = z.object({
    name: z
      .string()
      .trim()
      .min(1, { error: () => t('devices.form.nameMissing') }),
    phoneNumberId: digits,
    businessAccountId: digits.or(z.literal('')),
    accessToken: z
      .string()
      .trim()
      .min(1, { error: () => t('devices.form.accessTokenMissing') }),
    appSecret: z.string().trim(),
    verifyToken: z.string().trim(),
  })
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      name: '',
      phoneNumberId: '',
      businessAccountId: '',
      accessToken: '',
      appSecret: '',
      verifyToken: randomWord(),
    },
  })
  const { errors } = formState
  const submit = handleSubmit(({ name, businessAccountId, appSecret, verifyToken, ...cloud }) =>
    create
      .mutateAsync({
        name,
        transport: 'CLOUD',
        cloud: {
          ...cloud,
          ...(businessAccountId && { businessAccountId }),
          ...(appSecret && { appSecret }),
          ...(verifyToken && { verifyToken }),
        },
      })
      .then(
        (device) => onAdded(device, verifyToken),
        (error: unknown) => showFieldProblems(error, setError, PLACES),
      ),
  )
  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <Field label={t('devices.form.name')} hint={t('devices.form.nameHint')} error={errors.name?.message}>
        {(control) => <Input {...control} {...register('name')} autoComplete="off" />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
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
          hint={t('devices.form.businessAccountIdHint')}
          error={errors.businessAccountId?.message}
        >
          {(control) => (
            <Input {...control} {...register('businessAccountId')} inputMode="numeric" autoComplete="off" />
          )}
        </Field>
      </div>
      <Field
        label={t('devices.form.accessToken')}
        hint={t('devices.form.accessTokenHint')}
        error={errors.accessToken?.message}
      >
        {(control) => <PasswordInput {...control} {...register('accessToken')} autoComplete="off" />}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field
          label={t('devices.form.appSecret')}
          optional={t('common.optional')}
          hint={t('devices.form.appSecretHint')}
          error={errors.appSecret?.message}
        >
          {(control) => <PasswordInput {...control} {...register('appSecret')} autoComplete="off" />}
        </Field>
        <Field
          label={t('devices.form.verifyToken')}
          hint={t('devices.form.verifyTokenHint')}
          error={errors.verifyToken?.message}
        >
          {(control) => <Input {...control} {...register('verifyToken')} autoComplete="off" />}
        </Field>
      </div>
      {create.isError && <ErrorState error={create.error} placed={PLACES} />}
      <DialogActions>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={create.isPending}>
          {t('devices.form.submit')}
        </Button>
      </DialogActions>
    </form>
  )
}
