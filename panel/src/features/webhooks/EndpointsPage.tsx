import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Plus, Webhook } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { endpoints } from '@/api/queries/endpoints'
import type { Endpoint } from '@/api/types'
import { formatNumber } from '@/lib/format'
import { Button, buttonClass } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { SkeletonRows } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { CreateEndpointDialog } from './CreateEndpointDialog'
import { HealthPill } from './HealthPill'

const route = getRouteApi('/signedIn/webhooks')

export function EndpointsPage() {
  const { t, i18n } = useTranslation()
  const list = useQuery(endpoints())
  const { add } = route.useSearch()
  const navigate = route.useNavigate()
  const setAdd = (open: boolean) => void navigate({ search: open ? { add: true } : {}, replace: true })
  const columns = useMemo<Column<Endpoint>[]>(
    () => [
      {
        id: 'url',
        header: t('webhooks.url'),
        sort: (endpoint) => endpoint.url,
        narrow: 'head',
        cell: (endpoint) => (
          <span className="block min-w-0">
            <span className="block font-medium break-all text-ink">{endpoint.url}</span>
            {endpoint.description && (
              <span className="block text-xs text-ink-faint">{endpoint.description}</span>
            )}
          </span>
        ),
      },
      {
        id: 'health',
        header: t('webhooks.health'),
        sort: (endpoint) => endpoint.health.status,
        narrow: 'head',
        cell: (endpoint) => <HealthPill endpoint={endpoint} />,
      },
      {
        id: 'events',
        header: t('webhooks.events'),
        cell: (endpoint) => (
          <span className="line-clamp-3 text-ink-soft">
            {endpoint.eventTypes.includes('*') ? t('webhooks.allEvents') : endpoint.eventTypes.join(', ')}
          </span>
        ),
      },
      {
        id: 'waiting',
        header: t('webhooks.waiting'),
        sort: ({ health }) => health.parked,
        className: 'text-right tabular-nums',
        cell: ({ health }) => formatNumber(health.parked, i18n.language),
      },
      {
        id: 'lastSuccess',
        header: t('webhooks.lastSuccess'),
        sort: ({ health }) => health.lastSuccessAt ?? '',
        cell: ({ health }) => <Time at={health.lastSuccessAt} as="relative" />,
      },
    ],
    [t, i18n.language],
  )
  const addButton = (
    <Button variant="primary" onClick={() => setAdd(true)} icon={<Plus aria-hidden className="size-4" />}>
      {t('webhooks.add')}
    </Button>
  )
  return (
    <Page
      title={t('webhooks.title')}
      hint={t('webhooks.hint')}
      actions={
        <>
          <Link to="/webhooks/events" className={buttonClass()}>
            {t('webhooks.catalogue.title')}
          </Link>
          {addButton}
        </>
      }
    >
      <Card>
        {list.isPending && <SkeletonRows />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.length === 0 && (
          <EmptyState icon={Webhook} title={t('webhooks.empty.title')} action={addButton}>
            {t('webhooks.empty.text')}
          </EmptyState>
        )}
        {list.data && list.data.length > 0 && (
          <DataTable
            label={t('webhooks.list')}
            rows={list.data}
            columns={columns}
            rowId={(endpoint) => endpoint.id}
            onOpen={({ id }) => void navigate({ to: '/webhooks/$endpointId', params: { endpointId: id } })}
            openLabel={({ url }) => t('webhooks.open', { url })}
          />
        )}
      </Card>
      {add && <CreateEndpointDialog onClose={() => setAdd(false)} />}
    </Page>
  )
}
