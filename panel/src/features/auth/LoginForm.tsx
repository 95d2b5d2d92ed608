import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
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
import { CodeField } from '@/ui/choose/CodeField'

type Props = { email?: string; onSignedIn: (session: Session) => void }

const asksForCode = (error: unknown) => problemOf(error).type === '/problems/second-factor-required'

/** Email and password first; an account with a second factor is then asked for its code. */
export function LoginForm({ email, onSignedIn }: Props) {
  const { t } = useTranslation()
  const login = useLogin()
  const [code, setCode] = useState<string | null>(null)
  const schema = z.object({
    email: z.email({ error: () => t('auth.emailInvalid') }),
    password: z.string().min(1, { error: () => t('auth.passwordMissing') }),
  })
  const { register, handleSubmit, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: email ?? '', password: '' },
  })
  const { errors } = formState
  const submit = handleSubmit((values) =>
    login
      .mutateAsync({ ...values, ...(code && { code }) })
      .then(onSignedIn, (error: unknown) => asksForCode(error) && setCode('')),
  )
  const problem = login.isError && !asksForCode(login.error) && <LoginProblem error={login.error} />
  if (code !== null) {
    return (
      <form noValidate className="grid gap-4" onSubmit={submit}>
        <CodeField value={code} onChange={setCode} />
        {problem}
        <Button
          type="submit"
          variant="primary"
          busy={login.isPending}
          disabled={!code.trim()}
          className="h-10"
        >
          {t('auth.loginAction')}
        </Button>
        <Button
          variant="ghost"
          onClick={() => {
            setCode(null)
            login.reset()
          }}
        >
          {t('auth.otherAccount')}
        </Button>
      </form>
    )
  }
  return (
    <form noValidate className="grid gap-4" onSubmit={submit}>
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
      {problem}
      <Button type="submit" variant="primary" busy={login.isPending} className="h-10">
        {t('auth.loginAction')}
      </Button>
    </form>
  )
}

/** Why somebody was not let in, where a password or a code was asked for. */
export function LoginProblem({ error }: { error: unknown }) {
  const { t } = useTranslation()
  const problem = problemOf(error)
  if (problem.status === 401) {
    return (
      <Notice tone="bad" alert>
        {problem.type === '/problems/invalid-code' ? t('account.code.wrong') : t('auth.wrong')}
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
