import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useChangeOwnTenant } from '@/api/queries/settings'
import type { Tenant } from '@/api/types'
import { showFieldProblems } from '@/lib/forms'
import { Button } from '@/ui/Button'
import { PlaceFields } from '@/ui/choose/PlaceFields'
import { Section } from '@/ui/Card'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { toast } from '@/ui/toast'

/** Where the form says what the hub says about a field. */
const PLACES = { name: 'name', locale: 'locale', timeZone: 'timeZone' } as const

/** What the company is called and where it is: days end by its time zone, mails come in its language. */
export function CompanyForm({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation()
  const change = useChangeOwnTenant()
  const schema = z.object({
    name: z
      .string()
      .trim()
      .min(1, { error: () => t('tenants.form.nameMissing') }),
    locale: z.string(),
    timeZone: z.string(),
  })
  const { register, handleSubmit, setError, reset, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: tenant.name, locale: tenant.locale, timeZone: tenant.timeZone },
  })
  const { errors } = formState
  return (
    <Section title={t('settings.company.title')} hint={t('settings.company.hint')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={handleSubmit((values) =>
          change.mutateAsync(values).then(
            () => {
              reset(values)
              toast(t('settings.saved'))
            },
            (error: unknown) => void showFieldProblems(error, setError, PLACES),
          ),
        )}
      >
        <Field label={t('common.name')} hint={t('tenants.form.nameHint')} error={errors.name?.message}>
          {(control) => (
            <Input {...control} {...register('name')} maxLength={120} autoComplete="organization" />
          )}
        </Field>
        <PlaceFields
          locale={{ inUse: tenant.locale, error: errors.locale?.message, field: register('locale') }}
          timeZone={{ inUse: tenant.timeZone, error: errors.timeZone?.message, field: register('timeZone') }}
        />
        {change.isError && <ErrorState error={change.error} placed={PLACES} />}
        <Button
          type="submit"
          variant="primary"
          className="justify-self-start"
          busy={change.isPending}
          disabled={!formState.isDirty}
        >
          {t('common.save')}
        </Button>
      </form>
    </Section>
  )
}
