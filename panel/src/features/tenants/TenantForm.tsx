import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { Tenant } from '@/api/types'
import { showFieldProblems } from '@/lib/forms'
import { Button } from '@/ui/Button'
import { PlaceFields } from '@/ui/choose/PlaceFields'
import { DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { hereLocale, hereTimeZone } from '@/lib/places'
import { SLUG_FORM, slugOf } from './slug'

export type TenantValues = {
  name: string
  slug: string
  locale: string
  timeZone: string
  limits: { requestsPerMinute?: number; messagesPerDay: number | null; devices: number | null }
}

type Props = {
  tenant?: Tenant
  submitLabel: string
  busy: boolean
  error: unknown
  onSubmit: (values: TenantValues) => Promise<unknown>
  onCancel?: () => void
}

const wanted = (text: string) => (text === '' ? null : Number(text))
const shown = (limit: number | null | undefined) => (limit == null ? '' : String(limit))

/** Where the form says what the hub says about a field. */
const PLACES = {
  name: 'name',
  slug: 'slug',
  locale: 'locale',
  timeZone: 'timeZone',
  'limits.requestsPerMinute': 'requestsPerMinute',
  'limits.messagesPerDay': 'messagesPerDay',
  'limits.devices': 'devices',
} as const

/** A company's name, place and limits. The short name follows the name until somebody writes one. */
export function TenantForm({ tenant, submitLabel, busy, error, onSubmit, onCancel }: Props) {
  const { t } = useTranslation()
  const [follows, setFollows] = useState(!tenant)
  const number = z
    .string()
    .trim()
    .regex(/^\d{0,9}$/, { error: () => t('tenants.form.notANumber') })
  const schema = z.object({
    name: z
      .string()
      .trim()
      .min(1, { error: () => t('tenants.form.nameMissing') }),
    slug: z
      .string()
      .trim()
      .regex(SLUG_FORM, { error: () => t('tenants.form.slugInvalid') }),
    locale: z.string(),
    timeZone: z.string(),
    requestsPerMinute: number,
    messagesPerDay: number,
    devices: number,
  })
  const { register, handleSubmit, setError, setValue, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      name: tenant?.name ?? '',
      slug: tenant?.slug ?? '',
      locale: tenant?.locale ?? hereLocale(),
      timeZone: tenant?.timeZone ?? hereTimeZone(),
      requestsPerMinute: shown(tenant?.limits.requestsPerMinute),
      messagesPerDay: shown(tenant?.limits.messagesPerDay),
      devices: shown(tenant?.limits.devices),
    },
  })
  const { errors } = formState
  const submit = handleSubmit(({ requestsPerMinute, messagesPerDay, devices, ...values }) =>
    onSubmit({
      ...values,
      limits: {
        ...(requestsPerMinute && { requestsPerMinute: Number(requestsPerMinute) }),
        messagesPerDay: wanted(messagesPerDay),
        devices: wanted(devices),
      },
    }).then(
      () => undefined,
      (refused: unknown) => void showFieldProblems(refused, setError, PLACES),
    ),
  )
  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <Field label={t('common.name')} hint={t('tenants.form.nameHint')} error={errors.name?.message}>
        {(control) => (
          <Input
            {...control}
            {...register('name', {
              onChange: (event: { target: { value: string } }) =>
                follows && setValue('slug', slugOf(event.target.value)),
            })}
            maxLength={120}
            autoComplete="organization"
          />
        )}
      </Field>
      <Field label={t('tenants.slug')} hint={t('tenants.form.slugHint')} error={errors.slug?.message}>
        {(control) => (
          <Input
            {...control}
            {...register('slug', { onChange: () => setFollows(false) })}
            maxLength={63}
            autoComplete="off"
            spellCheck={false}
          />
        )}
      </Field>
      <PlaceFields
        locale={{
          inUse: tenant?.locale ?? hereLocale(),
          error: errors.locale?.message,
          field: register('locale'),
        }}
        timeZone={{
          inUse: tenant?.timeZone ?? hereTimeZone(),
          error: errors.timeZone?.message,
          field: register('timeZone'),
        }}
      />
      <details open={tenant !== undefined}>
        <summary className="text-sm font-medium text-accent-text">{t('tenants.form.limits')}</summary>
        <p className="pt-1 text-xs text-ink-faint">{t('tenants.form.limitsHint')}</p>
        <div className="grid gap-4 pt-3 sm:grid-cols-3">
          {(['messagesPerDay', 'devices', 'requestsPerMinute'] as const).map((limit) => (
            <Field key={limit} label={t(`tenants.limits.${limit}`)} error={errors[limit]?.message}>
              {(control) => (
                <Input {...control} {...register(limit)} inputMode="numeric" autoComplete="off" />
              )}
            </Field>
          ))}
        </div>
      </details>
      {error != null && <ErrorState error={error} placed={PLACES} />}
      <DialogActions>
        {onCancel && <Button onClick={onCancel}>{t('common.cancel')}</Button>}
        <Button type="submit" variant="primary" busy={busy}>
          {submitLabel}
        </Button>
      </DialogActions>
    </form>
  )
}
