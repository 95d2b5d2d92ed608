import { zodResolver } from '@hookform/resolvers/zod'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useCreateKey } from '@/api/queries/keys'
import { useRole } from '@/api/queries/me'
import type { Device } from '@/api/types'
import { useFault } from '@/i18n/faults'
import { showFieldProblems } from '@/lib/forms'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { ChoiceOrAll } from '@/ui/ChoiceOrAll'
import { CopyField, Mono } from '@/ui/Code'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { SCOPES } from './scopes'

type Props = { devices: readonly Device[]; onClose: () => void }

/** Where the form says what the hub says about a field. */
const PLACES = { name: 'name', scopes: 'scopes', expiresAt: 'expires' } as const

export function CreateKeyDialog({ devices, onClose }: Props) {
  const fault = useFault()
  const { t } = useTranslation()
  const create = useCreateKey()
  const role = useRole()
  const offered = SCOPES.filter((scope) => scope !== 'tenants:manage' || role === 'superadmin')
  const schema = z.object({
    name: z
      .string()
      .trim()
      .min(1, { error: () => t('keys.form.nameMissing') }),
    scopes: z.array(z.enum(SCOPES)).min(1, { error: () => t('keys.form.scopesMissing') }),
    expires: z.string(),
    deviceIds: z
      .array(z.string())
      .min(1, { error: () => t('keys.form.devicesMissing') })
      .nullable(),
  })
  type Values = z.infer<typeof schema>
  const { register, control, handleSubmit, setError, formState } = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: { name: '', scopes: ['messages:send', 'messages:read'], expires: '', deviceIds: null },
  })
  const { errors } = formState
  if (create.data) {
    return (
      <Dialog
        open
        keepOpen
        onClose={onClose}
        title={t('keys.created.title')}
        description={t('keys.created.text')}
      >
        <div className="grid gap-4">
          <CopyField label={t('keys.created.label')} value={create.data.key} />
          <DialogActions>
            <Button variant="primary" onClick={onClose}>
              {t('keys.created.stored')}
            </Button>
          </DialogActions>
        </div>
      </Dialog>
    )
  }
  const submit = handleSubmit(({ name, scopes, expires, deviceIds }) =>
    create
      .mutateAsync({
        name,
        scopes,
        deviceIds,
        expiresAt: expires ? new Date(`${expires}T23:59:59`).toISOString() : null,
      })
      .then(
        () => undefined,
        (error: unknown) => void showFieldProblems(error, setError, PLACES),
      ),
  )
  return (
    <Dialog open keepOpen onClose={onClose} title={t('keys.form.title')}>
      <form noValidate className="grid gap-4" onSubmit={submit}>
        <Field label={t('keys.form.name')} hint={t('keys.form.nameHint')} error={errors.name?.message}>
          {(props) => <Input {...props} {...register('name')} autoComplete="off" maxLength={120} />}
        </Field>
        <Controller
          control={control}
          name="scopes"
          render={({ field }) => (
            <fieldset className="grid gap-1.5">
              <legend className="mb-1 text-sm font-medium">{t('keys.scopes')}</legend>
              {offered.map((scope) => (
                <Checkbox
                  key={scope}
                  label={
                    <>
                      {t(`keys.scope.${scope}`)} <Mono className="text-ink-faint">{scope}</Mono>
                    </>
                  }
                  checked={field.value.includes(scope)}
                  onChange={(on) =>
                    field.onChange(
                      on ? [...field.value, scope] : field.value.filter((each) => each !== scope),
                    )
                  }
                />
              ))}
              {errors.scopes && (
                <p role="alert" className="text-xs text-bad-text">
                  {fault(errors.scopes.message ?? '')}
                </p>
              )}
            </fieldset>
          )}
        />
        <Controller
          control={control}
          name="deviceIds"
          render={({ field }) => (
            <ChoiceOrAll
              legend={t('keys.form.devicesLegend')}
              allLabel={t('keys.form.devicesAll')}
              options={devices.map(({ id, name }) => ({ id, label: name }))}
              value={field.value}
              onChange={field.onChange}
              error={errors.deviceIds?.message}
            />
          )}
        />
        <Field
          label={t('keys.form.expires')}
          optional={t('common.optional')}
          hint={t('keys.form.expiresHint')}
          error={errors.expires?.message}
        >
          {(props) => <Input {...props} {...register('expires')} type="date" />}
        </Field>
        {create.isError && <ErrorState error={create.error} placed={PLACES} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={create.isPending}>
            {t('common.create')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
