import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { Controller, useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { devices } from '@/api/queries/devices'
import type { Endpoint } from '@/api/types'
import { showFieldProblems } from '@/lib/forms'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Select } from '@/ui/Input'
import { ChoiceOrAll } from '@/ui/ChoiceOrAll'
import { EventTypePicker } from './EventTypePicker'

type Values = {
  url: string
  description: string | null
  eventTypes: string[]
  deviceIds: string[] | null
  format: 'palomar' | 'cloud'
  strict: boolean
}

type Props = {
  endpoint?: Endpoint
  submitLabel: string
  busy: boolean
  error: unknown
  onCancel: () => void
  onSubmit: (values: Values) => Promise<unknown>
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)
}

/** Where the form says what the hub says about a field. */
const PLACES = {
  url: 'url',
  description: 'description',
  eventTypes: 'eventTypes',
  deviceIds: 'deviceIds',
} as const

export function EndpointForm({ endpoint, submitLabel, busy, error, onCancel, onSubmit }: Props) {
  const { t } = useTranslation()
  const numbers = useQuery(devices())
  const schema = z.object({
    url: z
      .string()
      .trim()
      .refine(isWebAddress, { error: () => t('webhooks.form.urlInvalid') }),
    description: z.string().trim(),
    eventTypes: z.array(z.string()).min(1, { error: () => t('webhooks.form.eventsMissing') }),
    deviceIds: z
      .array(z.string())
      .min(1, { error: () => t('webhooks.form.devicesMissing') })
      .nullable(),
    format: z.enum(['palomar', 'cloud']),
    strict: z.boolean(),
  })
  const { register, control, handleSubmit, setError, formState } = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: {
      url: endpoint?.url ?? '',
      description: endpoint?.description ?? '',
      eventTypes: endpoint?.eventTypes ?? ['*'],
      deviceIds: endpoint?.deviceIds ?? null,
      format: endpoint?.format ?? 'palomar',
      strict: endpoint?.strict ?? false,
    },
  })
  const { errors } = formState
  const submit = handleSubmit((values) =>
    onSubmit({ ...values, description: values.description || null }).catch((refused: unknown) =>
      showFieldProblems(refused, setError, PLACES),
    ),
  )
  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
      <Field label={t('webhooks.form.url')} hint={t('webhooks.form.urlHint')} error={errors.url?.message}>
        {(props) => <Input {...props} {...register('url')} type="url" inputMode="url" autoComplete="off" />}
      </Field>
      <Field
        label={t('webhooks.form.description')}
        optional={t('common.optional')}
        error={errors.description?.message}
      >
        {(props) => <Input {...props} {...register('description')} autoComplete="off" maxLength={300} />}
      </Field>
      <Controller
        control={control}
        name="eventTypes"
        render={({ field }) => (
          <EventTypePicker value={field.value} onChange={field.onChange} error={errors.eventTypes?.message} />
        )}
      />
      <Controller
        control={control}
        name="deviceIds"
        render={({ field }) => (
          <ChoiceOrAll
            legend={t('webhooks.form.devices')}
            allLabel={t('webhooks.form.allDevices')}
            options={numbers.data?.map(({ id, name }) => ({ id, label: name })) ?? []}
            value={field.value}
            onChange={field.onChange}
            error={errors.deviceIds?.message}
          />
        )}
      />
      <Field label={t('webhooks.form.format')}>
        {(props) => (
          <Select {...props} {...register('format')}>
            <option value="palomar">{t('webhooks.form.formats.palomar')}</option>
            <option value="cloud">{t('webhooks.form.formats.cloud')}</option>
          </Select>
        )}
      </Field>
      <Controller
        control={control}
        name="strict"
        render={({ field }) => (
          <Checkbox
            label={t('webhooks.form.strict')}
            hint={t('webhooks.form.strictHint')}
            checked={field.value}
            onChange={field.onChange}
          />
        )}
      />
      {error != null && <ErrorState error={error} placed={PLACES} />}
      <DialogActions>
        <Button onClick={onCancel}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {submitLabel}
        </Button>
      </DialogActions>
    </form>
  )
}
