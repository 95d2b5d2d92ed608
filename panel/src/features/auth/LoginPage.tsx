import { getRouteApi, Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { SmallTask } from '@/ui/SmallTask'
import { LoginForm } from './LoginForm'

const route = getRouteApi('/signedOut/login')

export function LoginPage() {
  const { t } = useTranslation()
  const { to } = route.useSearch()
  const router = useRouter()
  return (
    <SmallTask title={t('auth.loginTitle')}>
      <LoginForm onSignedIn={() => router.history.push(to ?? '/')} />
      <Link
        to="/forgotten-password"
        className="mt-4 inline-block text-sm font-medium text-accent-text underline underline-offset-2"
      >
        {t('auth.forgotten.link')}
      </Link>
      <p className="mt-8 text-xs text-ink-faint">{t('auth.loginHint')}</p>
    </SmallTask>
  )
}
