import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Building2 } from 'lucide-react'
import { lazy, type ReactNode, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { useSignOut } from '@/api/queries/auth'
import { allTenants, me, useTenant } from '@/api/queries/me'
import { chooseTenant, useSession } from '@/api/session'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { SignedOutFrame } from '@/ui/SignedOutFrame'
import { SmallTask } from '@/ui/SmallTask'
import { Logo } from './Logo'
import { Preferences } from './Preferences'
import { Shell } from './Shell'
import { useTenantOptions } from './TenantMenu'

const LoginAgainDialog = lazy(async () => ({
  default: (await import('@/features/auth/LoginAgainDialog')).LoginAgainDialog,
}))

const FactorDoor = lazy(async () => ({
  default: (await import('@/features/account/FactorDoor')).FactorDoor,
}))

const VisitDoor = lazy(async () => ({
  default: (await import('@/features/tenants/VisitDoor')).VisitDoor,
}))

const FirstTenant = lazy(async () => ({
  default: (await import('@/features/tenants/FirstTenant')).FirstTenant,
}))

/** Everything behind the login: first which company, then its pages. */
export function SignedIn() {
  const session = useSession()
  const { data } = useSuspenseQuery(me())
  const tenant = useTenant()
  /** A company may let in those alone whose logins ask for a code. */
  const locked = tenant?.secondFactorRequired && !data.user.secondFactor
  /** A company with an administrator of its own is entered for a reason. */
  const strange = data.user.superadmin && tenant && !tenant.own && tenant.inhabited && !tenant.visit
  return (
    <>
      {!tenant ? (
        <ChooseTenant />
      ) : locked ? (
        <Threshold>
          <FactorDoor tenant={tenant.name} />
        </Threshold>
      ) : strange ? (
        <Threshold>
          <VisitDoor tenant={tenant} />
        </Threshold>
      ) : (
        <Shell tenant={tenant} />
      )}
      {session.state === 'ended' && (
        <Suspense>
          <LoginAgainDialog email={data.user.email} />
        </Suspense>
      )}
    </>
  )
}

/** Where one stands before a company that does not let one in yet. */
function Threshold({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const signOut = useSignOut()
  return (
    <SignedOutFrame
      logo={<Logo className="size-9" />}
      corner={
        <>
          <Preferences />
          <Button onClick={() => signOut.mutate()} variant="ghost">
            {t('shell.signOut')}
          </Button>
        </>
      }
    >
      <Suspense>{children}</Suspense>
    </SignedOutFrame>
  )
}

function ChooseTenant() {
  const { t } = useTranslation()
  const { data } = useSuspenseQuery(me())
  const everything = useQuery({ ...allTenants(), enabled: data.user.superadmin })
  const options = useTenantOptions()
  const signOut = useSignOut()
  if (data.user.superadmin && everything.isPending) return null
  const leave = (
    <Button onClick={() => signOut.mutate()} variant="ghost">
      {t('shell.signOut')}
    </Button>
  )
  const first = data.user.superadmin && options.length === 0
  return (
    <SignedOutFrame
      logo={<Logo className="size-9" />}
      corner={
        <>
          <Preferences />
          {first && leave}
        </>
      }
    >
      {first ? (
        <Suspense>
          <FirstTenant />
        </Suspense>
      ) : options.length === 0 ? (
        <EmptyState icon={Building2} title={t('shell.noTenant.title')} action={leave}>
          {t('shell.noTenant.text')}
        </EmptyState>
      ) : (
        <SmallTask title={t('auth.tenants.title')} hint={t('auth.tenants.text')}>
          <div className="grid gap-2">
            {options.map(({ id, name }) => (
              <Button
                key={id}
                className="h-11 justify-start"
                onClick={() => chooseTenant(id)}
                icon={<Building2 aria-hidden className="size-4 text-ink-faint" />}
              >
                {name}
              </Button>
            ))}
            {leave}
          </div>
        </SmallTask>
      )}
    </SignedOutFrame>
  )
}
