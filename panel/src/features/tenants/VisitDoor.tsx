import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useBeginVisit } from '@/api/queries/visits'
import { chooseTenant } from '@/api/session'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Select } from '@/ui/Input'
import { SmallTask } from '@/ui/SmallTask'

const STAYS = ['30', '60', '240', '480'] as const

/** Before a company with an administrator of its own: the platform's people say why they enter, and the company reads it. */
export function VisitDoor({ tenant }: { tenant: { id: string; name: string } }) {
  const { t } = useTranslation()
  const begin = useBeginVisit()
  const schema = z.object({
    reason: z
      .string()
      .trim()
      .min(1, { error: () => t('visits.reasonMissing') })
      .max(300),
    minutes: z.enum(STAYS),
  })
  const { register, handleSubmit, formState } = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { reason: '', minutes: '60' },
  })
  return (
    <SmallTask title={t('visits.title', { name: tenant.name })} hint={t('visits.text')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={handleSubmit(({ reason, minutes }) =>
          begin.mutate({ tenant: tenant.id, reason, minutes: Number(minutes) }),
        )}
      >
        <Field
          label={t('visits.reason')}
          hint={t('visits.reasonHint')}
          error={formState.errors.reason?.message}
        >
          {(control) => <Input {...control} {...register('reason')} maxLength={300} autoComplete="off" />}
        </Field>
        <Field label={t('visits.stay')}>
          {(control) => (
            <Select {...control} {...register('minutes')}>
              {STAYS.map((minutes) => (
                <option key={minutes} value={minutes}>
                  {t(`visits.stays.${minutes}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {begin.isError && <ErrorState error={begin.error} />}
        <Button type="submit" variant="primary" busy={begin.isPending} className="h-10">
          {t('visits.enter')}
        </Button>
        <Button variant="ghost" onClick={() => chooseTenant(null)}>
          {t('visits.back')}
        </Button>
      </form>
    </SmallTask>
  )
}
