import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useChangePassword } from '@/api/queries/auth'
import { PASSWORD_LENGTH, showFieldProblems } from '@/lib/forms'
import { Button } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { PasswordInput } from '@/ui/Input'
import { toast } from '@/ui/toast'
import { CurrentPassword } from './CurrentPassword'

/** Where the form says what the hub says about a field. */
const PLACES = { currentPassword: 'current', newPassword: 'next' } as const

export function PasswordDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const change = useChangePassword()
  const schema = z
    .object({
      current: z.string().min(1, { error: () => t('auth.passwordMissing') }),
      next: z
        .string()
        .min(PASSWORD_LENGTH, { error: () => t('auth.passwordShort', { length: PASSWORD_LENGTH }) }),
      repeat: z.string(),
    })
    .refine(({ next, repeat }) => next === repeat, {
      path: ['repeat'],
      error: () => t('auth.passwordDiffers'),
    })
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { current: '', next: '', repeat: '' },
  })
  const { errors } = formState
  return (
    <Dialog open keepOpen onClose={onClose} title={t('auth.change.title')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={handleSubmit(({ current, next }) =>
          change.mutateAsync({ currentPassword: current, newPassword: next }).then(
            () => {
              toast(t('auth.change.done'))
              onClose()
            },
            (error: unknown) => showFieldProblems(error, setError, PLACES),
          ),
        )}
      >
        <CurrentPassword {...register('current')} error={errors.current?.message} />
        <Field
          label={t('auth.change.next')}
          error={errors.next?.message}
          hint={t('auth.passwordRule', { length: PASSWORD_LENGTH })}
        >
          {(control) => <PasswordInput {...control} {...register('next')} autoComplete="new-password" />}
        </Field>
        <Field label={t('auth.change.repeat')} error={errors.repeat?.message}>
          {(control) => <PasswordInput {...control} {...register('repeat')} autoComplete="new-password" />}
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
