import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { RotateCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { delivery as oneDelivery, useRetryDelivery } from '@/api/queries/deliveries'
import { devices } from '@/api/queries/devices'
import type { Delivery } from '@/api/types'
import { Button } from '@/ui/Button'
import { Mono } from '@/ui/Code'
import { Dialog } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { KeyValues } from '@/ui/KeyValues'
import { SkeletonLines } from '@/ui/Skeleton'
import { DeliveryPill } from '@/ui/StatusPill'
import { Time } from '@/ui/Time'
import { toast } from '@/ui/toast'
import { AttemptList } from './AttemptList'
import { CureNotice } from './CureNotice'

type Props = { id: string; urlOf: (endpointId: string) => string; onClose: () => void }

export function DeliveryDrawer({ id, urlOf, onClose }: Props) {
  const { t } = useTranslation()
  const one = useQuery(oneDelivery(id))
  const retry = useRetryDelivery()
  const data = one.data
  return (
    <Dialog
      kind="drawer"
      wide
      open
      onClose={onClose}
      title={data?.eventType ?? t('deliveries.detail.title')}
      description={data && urlOf(data.endpointId)}
    >
      {one.isPending && <SkeletonLines lines={9} />}
      {one.isError && <ErrorState error={one.error} onRetry={() => void one.refetch()} />}
      {data && (
        <div className="grid gap-5">
          <div className="flex flex-wrap items-center gap-3">
            <DeliveryPill state={data.state} />
            <Button
              size="sm"
              busy={retry.isPending}
              icon={<RotateCw aria-hidden className="size-3.5" />}
              onClick={() =>
                retry.mutate(data.id, { onSuccess: () => toast(t('deliveries.detail.retried')) })
              }
            >
              {t('deliveries.detail.retry')}
            </Button>
          </div>
          <CureNotice delivery={data} />
          {retry.isError && <ErrorState error={retry.error} />}
          <Facts delivery={data} urlOf={urlOf} />
          <section className="grid gap-2" aria-label={t('deliveries.detail.attempts')}>
            <h3 className="text-sm font-semibold text-ink">{t('deliveries.detail.attempts')}</h3>
            <AttemptList id={data.id} />
          </section>
        </div>
      )}
    </Dialog>
  )
}

function Facts({ delivery, urlOf }: { delivery: Delivery; urlOf: Props['urlOf'] }) {
  const { t } = useTranslation()
  const numbers = useQuery(devices())
  const device = numbers.data?.find(({ id }) => id === delivery.deviceId)
  return (
    <KeyValues
      items={[
        [
          t('deliveries.detail.endpoint'),
          <Link
            key="endpoint"
            to="/webhooks/$endpointId"
            params={{ endpointId: delivery.endpointId }}
            className="text-accent-text underline"
          >
            {urlOf(delivery.endpointId)}
          </Link>,
        ],
        [t('deliveries.detail.happened'), <Time key="created" at={delivery.createdAt} as="full" />],
        delivery.nextAttemptAt && [
          t('deliveries.detail.next'),
          <Time key="next" at={delivery.nextAttemptAt} as="relative" />,
        ],
        delivery.lastAttemptAt && [
          t('deliveries.detail.last'),
          <Time key="last" at={delivery.lastAttemptAt} as="relative" />,
        ],
        delivery.deliveredAt && [
          t('deliveries.detail.delivered'),
          <Time key="delivered" at={delivery.deliveredAt} as="full" />,
        ],
        delivery.lastError && [t('deliveries.detail.error'), t(`words.deliveryError.${delivery.lastError}`)],
        delivery.deviceId && [
          t('deliveries.detail.device'),
          device?.name ?? <Mono key="d">{delivery.deviceId}</Mono>,
        ],
        delivery.conversationId && [
          t('deliveries.detail.conversation'),
          <Link
            key="cnv"
            to="/inbox/$conversationId"
            params={{ conversationId: delivery.conversationId }}
            className="text-accent-text underline"
          >
            <Mono>{delivery.conversationId}</Mono>
          </Link>,
        ],
        [t('deliveries.detail.eventId'), <Mono key="evt">{delivery.eventId}</Mono>],
        [t('common.id'), <Mono key="id">{delivery.id}</Mono>],
      ]}
    />
  )
}
