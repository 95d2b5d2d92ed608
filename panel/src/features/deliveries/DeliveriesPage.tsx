import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Send } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { flatten } from '@/api/pages'
import { deliveries } from '@/api/queries/deliveries'
import { endpoints } from '@/api/queries/endpoints'
import { Button, buttonClass } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { SkeletonRows } from '@/ui/Skeleton'
import { VirtualList } from '@/ui/VirtualList'
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
  const list = useInfiniteQuery(deliveries(query))
  const receivers = useQuery(endpoints())
  const items = useMemo(() => (list.data ? flatten(list.data) : []), [list.data])
  const urls = useMemo(() => new Map(receivers.data?.map(({ id, url }) => [id, url])), [receivers.data])
  const change = useCallback(
    (changed: Partial<DeliverySearch>) =>
      void navigate({ search: (before) => ({ ...before, ...changed }), replace: true }),
    [navigate],
  )
  const { fetchNextPage } = list
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
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
          <VirtualList
            label={t('deliveries.list')}
            items={items}
            itemId={(delivery) => delivery.id}
            estimate={48}
            hasMore={list.hasNextPage}
            loadingMore={list.isFetchingNextPage}
            onMore={more}
            footer={
              list.hasNextPage ? (
                <SkeletonRows rows={2} />
              ) : (
                <p className="py-3 text-center text-xs text-ink-faint">{t('deliveries.end')}</p>
              )
            }
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
