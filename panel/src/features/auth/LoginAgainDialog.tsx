import { useTranslation } from 'react-i18next'
import { signedOut } from '@/api/session'
import { Dialog } from '@/ui/Dialog'
import { LoginForm } from './LoginForm'

/** The session is over, the page is not: it waits underneath with everything that was typed. */
export function LoginAgainDialog({ email }: { email: string }) {
  const { t } = useTranslation()
  return (
    <Dialog
      open
      keepOpen
      onClose={() => signedOut()}
      title={t('auth.again.title')}
      description={t('auth.again.text')}
    >
      <LoginForm
        email={email}
        onSignedIn={(session) => {
          // Somebody else: nothing of the person before may stay on the screen.
          if (session.user.email !== email) window.location.assign('/')
        }}
      />
    </Dialog>
  )
}
