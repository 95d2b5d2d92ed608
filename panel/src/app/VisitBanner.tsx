import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ShieldAlert } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { forgetTenant, me } from '@/api/queries/me'
import { useEndVisit } from '@/api/queries/visits'
import { chooseTenant } from '@/api/session'
import type { Membership } from '@/api/types'
import { formatClock } from '@/lib/format'
import { Banner } from '@/ui/show/Banner'

/** A superadmin inside a company that is not theirs sees so on every page, why and until when, and leaves by one click. */
export function VisitBanner({ tenant }: { tenant: Membership }) {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const end = useEndVisit()
  const { visit } = tenant
  const endsAt = visit?.endsAt
  useEffect(() => {
    if (!endsAt) return undefined
    // When it is over, what the hub says of the person says so, and the door is shown in place of the page.
    const over = setTimeout(
      () => void queries.invalidateQueries({ queryKey: me().queryKey }),
      Math.max(0, Date.parse(endsAt) - Date.now()) + 2_500,
    )
    return () => clearTimeout(over)
  }, [endsAt, queries])
  if (!visit) return null
  async function leave() {
    await end.mutateAsync(tenant.id).catch(() => undefined)
    await navigate({ to: '/' })
    chooseTenant(null)
    forgetTenant(queries)
    await queries.invalidateQueries({ queryKey: me().queryKey })
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
      {t('shell.visiting', {
        name: tenant.name,
        reason: visit.reason,
        until: formatClock(visit.endsAt, i18n.language),
      })}
    </Banner>
  )
}
