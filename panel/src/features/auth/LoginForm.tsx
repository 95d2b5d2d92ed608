import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useLogin } from '@/api/queries/auth'
import type { Session } from '@/api/types'
import { problemOf } from '@/lib/problem'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, PasswordInput } from '@/ui/Input'
import { Notice } from '@/ui/Notice'

type Props = { email?: string; onSignedIn: (session: Session) => void }

export function LoginForm({ email, onSignedIn }: Props) {
  const { t } = useTranslation()
  const login = useLogin()
  const schema = z.object({
    email: z.email({ error: () => t('auth.emailInvalid') }),
    password: z.string().min(1, { error: () => t('auth.passwordMissing') }),
  })
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: email ?? '', password: '' },
  })
  const { errors } = formState
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={handleSubmit((values) => login.mutateAsync(values).then(onSignedIn, () => undefined))}
    >
      <Field label={t('common.email')} error={errors.email?.message}>
        {(control) => (
          <Input {...control} {...register('email')} type="email" autoComplete="username" inputMode="email" />
        )}
      </Field>
      <Field label={t('common.password')} error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...register('password')} autoComplete="current-password" />
        )}
      </Field>
      {login.isError && <LoginProblem error={login.error} />}
      <Button type="submit" variant="primary" busy={login.isPending} className="h-10">
        {t('auth.loginAction')}
      </Button>
    </form>
  )
}

function LoginProblem({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const problem = problemOf(error)
  if (problem.status === 401) {
    return (
      <Notice tone="bad" alert>
        {t('auth.wrong')}
      </Notice>
    )
  }
  if (problem.status === 429) {
    return (
      <Notice tone="warn" alert>
        {t('auth.slowDown', { seconds: problem.retryAfterSeconds ?? 30 })}
      </Notice>
    )
  }
  return <ErrorState error={error} />
}
