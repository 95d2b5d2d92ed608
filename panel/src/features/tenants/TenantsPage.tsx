import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { allTenants, forgetTenant, useTenant } from '@/api/queries/me'
import { chooseTenant } from '@/api/session'
import type { Tenant } from '@/api/types'
import { formatNumber } from '@/lib/format'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { type Column, DataTable } from '@/ui/DataTable'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { Pill } from '@/ui/Pill'
import { SkeletonRows } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { toast } from '@/ui/toast'
import { CreateTenantDialog } from './CreateTenantDialog'
import { TenantActions } from './TenantActions'

const route = getRouteApi('/signedIn/tenants')

/** The companies on this hub, for those who run it. */
export function TenantsPage() {
  const { t, i18n } = useTranslation()
  const list = useQuery(allTenants())
  const currentId = useTenant()?.id
  const queries = useQueryClient()
  const { add } = route.useSearch()
  const navigate = route.useNavigate()
  const setAdd = (open: boolean) => void navigate({ search: open ? { add: true } : {}, replace: true })
  const columns = useMemo<Column<Tenant>[]>(() => {
    const limit = (value: number | null) =>
      value === null ? t('tenants.unlimited') : formatNumber(value, i18n.language)
    async function enter(id: string | null) {
      await navigate({ to: '/' })
      chooseTenant(id)
      forgetTenant(queries)
    }
    return [
      {
        id: 'name',
        header: t('common.name'),
        sort: (tenant) => tenant.name,
        narrow: 'head',
        cell: (tenant) => (
          <span className="font-medium text-ink">
            {tenant.name}
            {tenant.id === currentId && (
              <span className="ml-1.5 font-normal text-ink-faint">{`(${t('tenants.here')})`}</span>
            )}
          </span>
        ),
      },
      {
        id: 'state',
        header: t('common.state'),
        sort: (tenant) => tenant.state,
        narrow: 'head',
        cell: (tenant) => (
          <Pill tone={tenant.state === 'active' ? 'ok' : 'warn'}>{t(`tenants.states.${tenant.state}`)}</Pill>
        ),
      },
      { id: 'slug', header: t('tenants.slug'), sort: (tenant) => tenant.slug, cell: (tenant) => tenant.slug },
      {
        id: 'zone',
        header: t('tenants.timeZone'),
        className: 'max-xl:hidden',
        narrow: 'hidden',
        cell: (tenant) => tenant.timeZone.replaceAll('_', ' '),
      },
      {
        id: 'messages',
        header: t('tenants.limits.messagesPerDay'),
        className: 'max-lg:hidden',
        cell: (tenant) => limit(tenant.limits.messagesPerDay),
      },
      {
        id: 'devices',
        header: t('tenants.limits.devices'),
        className: 'max-lg:hidden',
        cell: (tenant) => limit(tenant.limits.devices),
      },
      {
        id: 'created',
        header: t('common.createdAt'),
        sort: (tenant) => tenant.createdAt,
        cell: (tenant) => <Time at={tenant.createdAt} as="relative" />,
      },
      {
        id: 'actions',
        header: t('ui.actions'),
        narrow: 'action',
        className: 'text-right',
        cell: (tenant) => (
          <TenantActions
            tenant={tenant}
            current={tenant.id === currentId}
            onEnter={() => void enter(tenant.id)}
            onDeleted={() => tenant.id === currentId && void enter(null)}
          />
        ),
      },
    ]
  }, [t, i18n.language, currentId, navigate, queries])
  return (
    <Page
      title={t('tenants.title')}
      hint={t('tenants.hint')}
      actions={
        <Button variant="primary" onClick={() => setAdd(true)} icon={<Plus aria-hidden className="size-4" />}>
          {t('tenants.create')}
        </Button>
      }
    >
      <Card>
        {list.isPending && <SkeletonRows />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && (
          <DataTable
            label={t('tenants.title')}
            rows={list.data}
            columns={columns}
            rowId={(tenant) => tenant.id}
          />
        )}
      </Card>
      {add && (
        <CreateTenantDialog
          onClose={() => setAdd(false)}
          onCreated={({ name }) => {
            toast(t('tenants.created', { name }))
            setAdd(false)
          }}
        />
      )}
    </Page>
  )
}
