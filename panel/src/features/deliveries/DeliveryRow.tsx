import { useTranslation } from 'react-i18next'
import type { Delivery } from '@/api/types'
import { DeliveryPill } from '@/ui/StatusPill'
import { Time } from '@/ui/Time'

type Props = { delivery: Delivery; url: string; onOpen: () => void }

export function DeliveryRow({ delivery, url, onOpen }: Props) {
  const { t } = useTranslation()
  const answer =
    delivery.lastStatus !== null
      ? `HTTP ${delivery.lastStatus}`
      : delivery.lastError && t(`words.deliveryError.${delivery.lastError}`)
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t('deliveries.open', { event: delivery.eventType })}
      className="grid w-full grid-cols-[1fr_auto] items-center gap-x-3 gap-y-0.5 px-3 py-2.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 sm:px-4 lg:grid-cols-[12rem_1fr_8rem_8rem_11rem_6rem]"
    >
      <span className="truncate font-mono text-xs text-ink">{delivery.eventType}</span>
      <span className="truncate text-ink-soft max-lg:order-3">{url}</span>
      <span className="max-lg:order-2 max-lg:justify-self-end">
        <DeliveryPill state={delivery.state} />
      </span>
      <span className="truncate text-xs text-ink-faint tabular-nums max-lg:hidden">
        {delivery.attempts === 0
          ? t('deliveries.notTried')
          : t('deliveries.tried', { count: delivery.attempts })}
      </span>
      <span className="truncate text-xs text-ink-faint max-lg:hidden">{answer}</span>
      <span className="text-right text-xs text-ink-faint max-lg:order-4">
        <Time at={delivery.createdAt} />
      </span>
    </button>
  )
}
