import { zodResolver } from '@hookform/resolvers/zod'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useAcceptInvitation } from '@/api/queries/auth'
import { PASSWORD_LENGTH, showFieldProblems } from '@/lib/forms'
import { tokenFromHash } from '@/lib/hashToken'
import { problemOf } from '@/lib/problem'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, PasswordInput } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { SmallTask } from '@/ui/SmallTask'

/** Where the form says what the hub says about a field. */
const PLACES = { password: 'password', name: 'name' } as const

/** For the links of invitations and of forgotten passwords. */
export function InvitationPage() {
  const { t } = useTranslation()
  const [token] = useState(tokenFromHash)
  const accept = useAcceptInvitation()
  const navigate = useNavigate()
  const schema = z.object({
    name: z.string().trim(),
    password: z
      .string()
      .min(PASSWORD_LENGTH, { error: () => t('auth.passwordShort', { length: PASSWORD_LENGTH }) }),
  })
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: '', password: '' },
  })
  const { errors } = formState
  if (!token) {
    return (
      <SmallTask title={t('auth.invitation.title')}>
        <Notice tone="bad">{t('auth.invitation.noToken')}</Notice>
      </SmallTask>
    )
  }
  return (
    <SmallTask title={t('auth.invitation.title')} hint={t('auth.invitation.text')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={handleSubmit(({ name, password }) =>
          accept.mutateAsync({ token, password, ...(name && { name }) }).then(
            () => navigate({ to: '/' }),
            (error: unknown) => showFieldProblems(error, setError, PLACES),
          ),
        )}
      >
        <Field label={t('common.name')} optional={t('common.optional')} error={errors.name?.message}>
          {(control) => <Input {...control} {...register('name')} autoComplete="name" />}
        </Field>
        <Field
          label={t('common.password')}
          error={errors.password?.message}
          hint={t('auth.passwordRule', { length: PASSWORD_LENGTH })}
        >
          {(control) => <PasswordInput {...control} {...register('password')} autoComplete="new-password" />}
        </Field>
        {accept.isError &&
          (problemOf(accept.error).status === 410 ? (
            <Notice tone="bad" alert>
              {t('auth.invitation.refused')}
            </Notice>
          ) : (
            <ErrorState error={accept.error} placed={PLACES} />
          ))}
        <Button type="submit" variant="primary" busy={accept.isPending} className="h-10">
          {t('auth.invitation.action')}
        </Button>
      </form>
    </SmallTask>
  )
}
