import { zodResolver } from '@hookform/resolvers/zod'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { loginOptions, useForgottenPassword } from '@/api/queries/auth'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { SkeletonLines } from '@/ui/Skeleton'
import { SmallTask } from '@/ui/SmallTask'
import { LoginProblem } from './LoginForm'

/** A link by mail where the hub can send one; otherwise whom to ask. */
export function ForgottenPage() {
  const { t } = useTranslation()
  const options = useQuery(loginOptions())
  return (
    <SmallTask title={t('auth.forgotten.title')}>
      <div className="grid gap-6">
        {options.isPending && <SkeletonLines lines={3} />}
        {options.isError && <ErrorState error={options.error} onRetry={() => void options.refetch()} />}
        {options.data &&
          (options.data.passwordByMail ? (
            <AskForm />
          ) : (
            <Notice tone="info" title={t('auth.forgotten.noMailTitle')}>
              {t('auth.forgotten.noMail')}
            </Notice>
          ))}
        <Link to="/login" className="text-sm font-medium text-accent-text underline underline-offset-2">
          {t('auth.forgotten.back')}
        </Link>
      </div>
    </SmallTask>
  )
}

function AskForm() {
  const { t, i18n } = useTranslation()
  const ask = useForgottenPassword()
  const schema = z.object({ email: z.email({ error: () => t('auth.emailInvalid') }) })
  const { register, handleSubmit, formState, getValues } = useForm({
    resolver: zodResolver(schema),
    defaultValues: { email: '' },
  })
  if (ask.isSuccess) {
    return (
      <Notice tone="ok" title={t('auth.forgotten.sentTitle')} alert>
        {t('auth.forgotten.sent', { email: getValues('email') })}
      </Notice>
    )
  }
  return (
    <form
      noValidate
      className="grid gap-4"
      onSubmit={handleSubmit(({ email }) =>
        ask.mutate({ email, language: i18n.language.startsWith('en') ? 'en' : 'es' }),
      )}
    >
      <p className="text-sm text-ink-soft">{t('auth.forgotten.text')}</p>
      <Field label={t('common.email')} error={formState.errors.email?.message}>
        {(control) => (
          <Input {...control} {...register('email')} type="email" autoComplete="username" inputMode="email" />
        )}
      </Field>
      {ask.isError && <LoginProblem error={ask.error} />}
      <Button type="submit" variant="primary" busy={ask.isPending} className="h-10">
        {t('auth.forgotten.action')}
      </Button>
    </form>
  )
}
