import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ShieldAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { allTenants, forgetTenant, me } from '@/api/queries/me'
import { chooseTenant } from '@/api/session'
import type { Membership } from '@/api/types'
import { Banner } from '@/ui/show/Banner'

/** A superadmin inside a company that is not theirs sees so on every page: it is somebody else's house. */
export function VisitBanner({ tenant }: { tenant: Membership }) {
  const { t } = useTranslation()
  const { data } = useSuspenseQuery(me())
  const queries = useQueryClient()
  const navigate = useNavigate()
  const { superadmin } = data.user
  const all = useQuery({ ...allTenants(), enabled: superadmin })
  const own = data.tenants.some(({ id }) => id === tenant.id)
  // With one company on the hub there is no other house to be in.
  if (own || !superadmin || (all.data?.length ?? 0) < 2) return null
  async function leave() {
    await navigate({ to: '/' })
    chooseTenant(null)
    forgetTenant(queries)
  }
  return (
    <Banner
      tone="info"
      icon={ShieldAlert}
      action={
        <button
          type="button"
          onClick={() => void leave()}
          className="font-semibold underline underline-offset-2"
        >
          {t('shell.visitingLeave')}
        </button>
      }
    >
      {t('shell.visiting', { name: tenant.name })}
    </Banner>
  )
}
