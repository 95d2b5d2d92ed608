import { zodResolver } from '@hookform/resolvers/zod'
import { useForm, useWatch } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useRole } from '@/api/queries/me'
import { useInvite } from '@/api/queries/users'
import { showFieldProblems } from '@/lib/forms'
import { Button } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Select } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { OneTimeLink } from './OneTimeLink'

const ROLES = ['agent', 'tenantAdmin', 'superadmin'] as const

/** Where the form says what the hub says about a field. */
const PLACES = { name: 'name', email: 'email', role: 'role' } as const

export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const invite = useInvite()
  const mine = useRole()
  const schema = z.object({
    name: z
      .string()
      .trim()
      .min(1, { error: () => t('auth.nameMissing') }),
    email: z.email({ error: () => t('auth.emailInvalid') }),
    role: z.enum(ROLES),
  })
  const { register, handleSubmit, setError, control, formState } = useForm<z.infer<typeof schema>>({
    resolver: zodResolver(schema),
    defaultValues: { name: '', email: '', role: 'agent' },
  })
  const { errors } = formState
  const role = useWatch({ control, name: 'role' })
  if (invite.data) {
    return (
      <Dialog open keepOpen onClose={onClose} title={invite.data.name}>
        {invite.data.invitation ? (
          <OneTimeLink link={invite.data.invitation} onDone={onClose} />
        ) : (
          <Notice tone="ok">{t('team.link.existing')}</Notice>
        )}
      </Dialog>
    )
  }
  return (
    <Dialog open keepOpen onClose={onClose} title={t('team.form.title')} description={t('team.form.text')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={handleSubmit((values) =>
          invite.mutateAsync(values).then(
            () => undefined,
            (error: unknown) => void showFieldProblems(error, setError, PLACES),
          ),
        )}
      >
        <Field label={t('common.name')} error={errors.name?.message}>
          {(props) => <Input {...props} {...register('name')} autoComplete="off" />}
        </Field>
        <Field label={t('common.email')} error={errors.email?.message}>
          {(props) => <Input {...props} {...register('email')} type="email" autoComplete="off" />}
        </Field>
        <Field label={t('team.role')} hint={t(`team.roleHints.${role}`)} error={errors.role?.message}>
          {(props) => (
            <Select {...props} {...register('role')}>
              {ROLES.filter((role) => role !== 'superadmin' || mine === 'superadmin').map((role) => (
                <option key={role} value={role}>
                  {t(`auth.roles.${role}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        {invite.isError && <ErrorState error={invite.error} placed={PLACES} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={invite.isPending}>
            {t('team.form.action')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
