import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import { eventTypes } from '@/api/queries/endpoints'
import type { Endpoint } from '@/api/types'
import { Button } from '@/ui/Button'
import { Select } from '@/ui/Input'
import { DELIVERY_STATES } from '@/ui/StatusPill'
import type { DeliverySearch } from './search'

type Props = {
  search: DeliverySearch
  endpoints: readonly Endpoint[]
  filtered: boolean
  onChange: (changed: Partial<DeliverySearch>) => void
}

export function DeliveryFilters({ search, endpoints, filtered, onChange }: Props) {
  const { t } = useTranslation()
  const numbers = useQuery(devices())
  const catalogue = useQuery(eventTypes())
  return (
    <div
      role="group"
      aria-label={t('deliveries.filters')}
      className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap"
    >
      <Select
        aria-label={t('deliveries.endpoint')}
        className="sm:w-56"
        value={search.endpointId ?? ''}
        onChange={(event) => onChange({ endpointId: event.target.value || undefined })}
      >
        <option value="">{t('deliveries.allEndpoints')}</option>
        {endpoints.map(({ id, url }) => (
          <option key={id} value={id}>
            {url}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('common.state')}
        className="sm:w-44"
        value={search.state ?? ''}
        onChange={(event) => onChange({ state: event.target.value || undefined })}
      >
        <option value="">{t('deliveries.allStates')}</option>
        {DELIVERY_STATES.map((state) => (
          <option key={state} value={state}>
            {t(`words.deliveryState.${state}`)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('deliveries.event')}
        className="sm:w-52"
        value={search.eventType ?? ''}
        onChange={(event) => onChange({ eventType: event.target.value || undefined })}
      >
        <option value="">{t('deliveries.allEvents')}</option>
        {catalogue.data?.map(({ type }) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('deliveries.detail.device')}
        className="sm:w-48"
        value={search.deviceId ?? ''}
        onChange={(event) => onChange({ deviceId: event.target.value || undefined })}
      >
        <option value="">{t('deliveries.allDevices')}</option>
        {numbers.data?.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      {filtered && (
        <Button
          variant="ghost"
          onClick={() =>
            onChange({
              endpointId: undefined,
              eventType: undefined,
              eventId: undefined,
              deviceId: undefined,
              state: undefined,
            })
          }
        >
          {t('common.clearFilters')}
        </Button>
      )}
    </div>
  )
}
