import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Send } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndless } from '@/api/useEndless'
import { deliveries } from '@/api/queries/deliveries'
import { endpoints } from '@/api/queries/endpoints'
import { Button, buttonClass } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { SkeletonRows } from '@/ui/Skeleton'
import { EndlessList } from '@/ui/show/EndlessList'
import { DeliveryDrawer } from './DeliveryDrawer'
import { DeliveryFilters } from './DeliveryFilters'
import { DeliveryRow } from './DeliveryRow'
import { deliveryQuery, type DeliverySearch } from './search'

const route = getRouteApi('/signedIn/deliveries')

export function DeliveriesPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const query = deliveryQuery(search)
  const found = useEndless(deliveries(query))
  const { list, items } = found
  const receivers = useQuery(endpoints())
  const urls = useMemo(() => new Map(receivers.data?.map(({ id, url }) => [id, url])), [receivers.data])
  const change = useCallback(
    (changed: Partial<DeliverySearch>) =>
      void navigate({ search: (before) => ({ ...before, ...changed }), replace: true }),
    [navigate],
  )
  const filtered = Object.keys(query).length > 0
  return (
    <Page title={t('deliveries.title')} hint={t('deliveries.hint')}>
      <DeliveryFilters
        search={search}
        endpoints={receivers.data ?? []}
        filtered={filtered}
        onChange={change}
      />
      <Card className="flex h-[calc(100dvh-17rem)] min-h-80 flex-col overflow-hidden">
        {list.isPending && <SkeletonRows rows={10} />}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && (
          <EmptyState
            icon={Send}
            title={filtered ? t('deliveries.empty.filtered') : t('deliveries.empty.title')}
            action={
              filtered ? (
                <Button onClick={() => void navigate({ search: {}, replace: true })}>
                  {t('common.clearFilters')}
                </Button>
              ) : (
                <Link to="/webhooks" className={buttonClass()}>
                  {t('deliveries.empty.action')}
                </Link>
              )
            }
          >
            {!filtered && t('deliveries.empty.text')}
          </EmptyState>
        )}
        {items.length > 0 && (
          <EndlessList
            label={t('deliveries.list')}
            found={found}
            estimate={48}
            end={t('deliveries.end')}
            render={(delivery) => (
              <DeliveryRow
                delivery={delivery}
                url={urls.get(delivery.endpointId) ?? delivery.endpointId}
                onOpen={() => change({ open: delivery.id })}
              />
            )}
          />
        )}
      </Card>
      {search.open && (
        <DeliveryDrawer
          id={search.open}
          urlOf={(id) => urls.get(id) ?? id}
          onClose={() => change({ open: undefined })}
        />
      )}
    </Page>
  )
}
