import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { BellRing, Settings2 } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { flatten } from '@/api/pages'
import { alerts, platformAlerts } from '@/api/queries/alerts'
import { useMayManage, useRole } from '@/api/queries/me'
import { Button } from '@/ui/Button'
import { Card, Section } from '@/ui/Card'
import { Segmented } from '@/ui/choose/Segmented'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { SkeletonRows } from '@/ui/Skeleton'
import { AlertItem } from './AlertItem'
import { AlertSettingsDialog } from './AlertSettingsDialog'

const route = getRouteApi('/signedIn/alerts')

/** What needs somebody, and what did. Alerts open and close by themselves. */
export function AlertsPage() {
  const { t } = useTranslation()
  const { state = 'open', settings } = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMayManage()
  const superadmin = useRole() === 'superadmin'
  const list = useInfiniteQuery(alerts({ state }))
  const items = useMemo(() => (list.data ? flatten(list.data) : []), [list.data])
  const operator = useQuery({ ...platformAlerts(), enabled: superadmin })
  const ofHub = operator.data?.filter((alert) => alert.state === state) ?? []
  return (
    <Page
      title={t('alerts.title')}
      hint={t('alerts.hint')}
      actions={
        mayManage && (
          <Button
            icon={<Settings2 aria-hidden className="size-4" />}
            onClick={() => void navigate({ search: { state, settings: true }, replace: true })}
          >
            {t('alerts.settings.open')}
          </Button>
        )
      }
    >
      <Segmented
        label={t('common.state')}
        className="w-fit"
        value={state}
        onChange={(next) => void navigate({ search: { state: next }, replace: true })}
        options={[
          { id: 'open', label: t('alerts.openOnes') },
          { id: 'closed', label: t('alerts.closedOnes') },
        ]}
      />
      {ofHub.length > 0 && (
        <Section title={t('alerts.platform')} hint={t('alerts.platformText')}>
          <ul className="-mx-4 divide-y">
            {ofHub.map((alert) => (
              <AlertItem key={alert.id} alert={alert} platform />
            ))}
          </ul>
        </Section>
      )}
      <Card>
        {list.isPending && <SkeletonRows rows={5} />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && (
          <EmptyState icon={BellRing} title={state === 'open' ? t('alerts.none') : t('alerts.noneClosed')}>
            {state === 'open' && t('alerts.noneText')}
          </EmptyState>
        )}
        {items.length > 0 && (
          <ul aria-label={t('alerts.title')} className="divide-y">
            {items.map((alert) => (
              <AlertItem key={alert.id} alert={alert} />
            ))}
          </ul>
        )}
      </Card>
      {list.hasNextPage && (
        <div className="text-center">
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('common.loadMore')}
          </Button>
        </div>
      )}
      {settings && mayManage && (
        <AlertSettingsDialog onClose={() => void navigate({ search: { state }, replace: true })} />
      )}
    </Page>
  )
}
