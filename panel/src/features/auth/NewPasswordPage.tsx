import { zodResolver } from '@hookform/resolvers/zod'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useAcceptInvitation } from '@/api/queries/auth'
import { PASSWORD_LENGTH, showFieldProblems } from '@/lib/forms'
import { tokenFromHash } from '@/lib/hashToken'
import { problemOf } from '@/lib/problem'
import { Button } from '@/ui/Button'
import { Field } from '@/ui/Field'
import { PasswordInput } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { SmallTask } from '@/ui/SmallTask'
import { CodeField } from '@/ui/choose/CodeField'
import { LoginProblem } from './LoginForm'

/** Where the form says what the hub says about a field. */
const PLACES = { password: 'password' } as const

/** Where the links for a new password lead: by mail, or from an administrator. */
export function NewPasswordPage() {
  const { t } = useTranslation()
  const [token] = useState(tokenFromHash)
  return (
    <SmallTask title={t('auth.newPassword.title')} hint={token ? t('auth.newPassword.text') : undefined}>
      {token ? <NewPasswordForm token={token} /> : <Notice tone="bad">{t('auth.invitation.noToken')}</Notice>}
    </SmallTask>
  )
}

function NewPasswordForm({ token }: { token: string }) {
  const { t } = useTranslation()
  const accept = useAcceptInvitation()
  const navigate = useNavigate()
  /** Null until the hub says that the account has a second factor. */
  const [code, setCode] = useState<string | null>(null)
  const schema = z
    .object({
      password: z
        .string()
        .min(PASSWORD_LENGTH, { error: () => t('auth.passwordShort', { length: PASSWORD_LENGTH }) }),
      repeat: z.string(),
    })
    .refine(({ password, repeat }) => password === repeat, {
      path: ['repeat'],
      error: () => t('auth.passwordDiffers'),
    })
  const { register, handleSubmit, setError, formState } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { password: '', repeat: '' },
  })
  const { errors } = formState
  const problem = accept.isError ? problemOf(accept.error) : null
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={handleSubmit(({ password }) =>
        accept.mutateAsync({ token, password, ...(code && { code }) }).then(
          () => navigate({ to: '/' }),
          (error: unknown) => {
            if (problemOf(error).type === '/problems/second-factor-required') setCode('')
            showFieldProblems(error, setError, PLACES)
          },
        ),
      )}
    >
      <Field
        label={t('auth.change.next')}
        error={errors.password?.message}
        hint={t('auth.passwordRule', { length: PASSWORD_LENGTH })}
      >
        {(control) => <PasswordInput {...control} {...register('password')} autoComplete="new-password" />}
      </Field>
      <Field label={t('auth.change.repeat')} error={errors.repeat?.message}>
        {(control) => <PasswordInput {...control} {...register('repeat')} autoComplete="new-password" />}
      </Field>
      {code !== null && <CodeField value={code} onChange={setCode} />}
      {problem?.status === 410 && (
        <Notice
          tone="bad"
          alert
          action={
            <Link to="/forgotten-password" className="font-semibold underline underline-offset-2">
              {t('auth.forgotten.link')}
            </Link>
          }
        >
          {t('auth.newPassword.refused')}
        </Notice>
      )}
      {problem && problem.status !== 410 && problem.type !== '/problems/second-factor-required' && (
        <LoginProblem error={accept.error} />
      )}
      <Button type="submit" variant="primary" busy={accept.isPending} className="h-10">
        {t('auth.newPassword.action')}
      </Button>
    </form>
  )
}
