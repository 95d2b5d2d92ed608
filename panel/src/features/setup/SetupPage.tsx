import { zodResolver } from '@hookform/resolvers/zod'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useSetup } from '@/api/queries/auth'
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
const PLACES = { name: 'name', email: 'email', password: 'password' } as const

export function SetupPage() {
  const { t } = useTranslation()
  const [token] = useState(tokenFromHash)
  const setup = useSetup()
  const navigate = useNavigate()
  const schema = z.object({
    name: z
      .string()
      .trim()
      .min(1, { error: () => t('auth.nameMissing') }),
    email: z.email({ error: () => t('auth.emailInvalid') }),
    password: z
      .string()
      .min(PASSWORD_LENGTH, { error: () => t('auth.passwordShort', { length: PASSWORD_LENGTH }) }),
  })
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { name: '', email: '', password: '' },
  })
  const { errors } = formState
  if (!token) {
    return (
      <SmallTask title={t('auth.setup.title')}>
        <Notice tone="bad">{t('auth.setup.noToken')}</Notice>
      </SmallTask>
    )
  }
  const refused = setup.isError && [401, 403, 410].includes(problemOf(setup.error).status)
  return (
    <SmallTask title={t('auth.setup.title')} hint={t('auth.setup.text')}>
      <form
        noValidate
        className="grid gap-4"
        onSubmit={handleSubmit((values) =>
          setup.mutateAsync({ token, ...values }).then(
            () => navigate({ to: '/' }),
            (error: unknown) => showFieldProblems(error, setError, PLACES),
          ),
        )}
      >
        <Field label={t('common.name')} error={errors.name?.message}>
          {(control) => <Input {...control} {...register('name')} autoComplete="name" />}
        </Field>
        <Field label={t('common.email')} error={errors.email?.message}>
          {(control) => <Input {...control} {...register('email')} type="email" autoComplete="username" />}
        </Field>
        <Field
          label={t('common.password')}
          error={errors.password?.message}
          hint={t('auth.passwordRule', { length: PASSWORD_LENGTH })}
        >
          {(control) => <PasswordInput {...control} {...register('password')} autoComplete="new-password" />}
        </Field>
        {setup.isError &&
          (refused ? (
            <Notice tone="bad" alert>
              {t('auth.setup.refused')}
            </Notice>
          ) : (
            <ErrorState error={setup.error} placed={PLACES} />
          ))}
        <Button type="submit" variant="primary" busy={setup.isPending} className="h-10">
          {t('auth.setup.action')}
        </Button>
      </form>
    </SmallTask>
  )
}
