import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ChevronsUpDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { allTenants, forgetTenant, me } from '@/api/queries/me'
import { chooseTenant } from '@/api/session'
import type { Membership } from '@/api/types'
import { Button } from '@/ui/Button'
import { Menu, MenuChoice } from '@/ui/Menu'

/** The company one works in; a menu when there are several. */
export function TenantMenu({ current }: { current: Membership }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const options = useTenantOptions()
  async function enter(id: string) {
    if (id === current.id) return
    await navigate({ to: '/' })
    chooseTenant(id)
    forgetTenant(queries)
  }
  if (options.length < 2) {
    return (
      <span className="min-w-0 truncate px-1.5 text-sm font-semibold text-ink" title={current.name}>
        {current.name}
      </span>
    )
  }
  return (
    <Menu
      label={t('shell.switchTenant')}
      trigger={
        <Button
          variant="ghost"
          className="min-w-0 shrink px-1.5 font-semibold text-ink"
          title={current.name}
          aria-label={`${t('shell.tenant')}: ${current.name}`}
        >
          <span className="truncate">{current.name}</span>
          <ChevronsUpDown aria-hidden className="size-3.5 shrink-0 text-ink-faint" />
        </Button>
      }
    >
      <MenuChoice
        value={current.id}
        options={options.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(id) => void enter(id)}
      />
    </Menu>
  )
}

/** Companies the person may enter: their own, or all of them for a superadmin. */
export function useTenantOptions(): readonly { id: string; name: string }[] {
  const { data } = useSuspenseQuery(me())
  const everything = useQuery({ ...allTenants(), enabled: data.user.superadmin })
  return data.user.superadmin ? (everything.data ?? data.tenants) : data.tenants
}
