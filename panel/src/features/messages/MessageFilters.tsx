import { useTranslation } from 'react-i18next'
import type { Device } from '@/api/types'
import { Button } from '@/ui/Button'
import { Select } from '@/ui/Input'
import { MESSAGE_STATUSES } from '@/ui/StatusPill'
import { ContactFilter } from './ContactFilter'
import { isFiltered, type MessageSearch } from './search'

const TYPES = [
  'text', 'image', 'video', 'audio', 'document', 'sticker', 'location', 'contacts', 'reaction', 'interactive',
  'button', 'template', 'order', 'system', 'poll', 'pollVote', 'call', 'edit', 'revoke', 'unsupported',
] as const // prettier-ignore

type Props = {
  search: MessageSearch
  devices: readonly Device[]
  onChange: (changed: Partial<MessageSearch>) => void
}

export function MessageFilters({ search, devices, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div
      role="group"
      aria-label={t('messages.filters')}
      className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap"
    >
      <Select
        aria-label={t('messages.device')}
        className="sm:w-48"
        value={search.deviceId ?? ''}
        onChange={(event) => onChange({ deviceId: event.target.value || undefined })}
      >
        <option value="">{t('messages.allDevices')}</option>
        {devices.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('messages.direction')}
        className="sm:w-44"
        value={search.direction ?? ''}
        onChange={({ target: { value } }) =>
          onChange({ direction: value === 'inbound' || value === 'outbound' ? value : undefined })
        }
      >
        <option value="">{t('messages.allDirections')}</option>
        <option value="inbound">{t('words.direction.inbound')}</option>
        <option value="outbound">{t('words.direction.outbound')}</option>
      </Select>
      <Select
        aria-label={t('common.state')}
        className="sm:w-44"
        value={search.status ?? ''}
        onChange={(event) => onChange({ status: event.target.value || undefined })}
      >
        <option value="">{t('messages.allStatuses')}</option>
        {MESSAGE_STATUSES.map((status) => (
          <option key={status} value={status}>
            {t(`words.messageStatus.${status}`)}
          </option>
        ))}
      </Select>
      <Select
        aria-label={t('messages.type')}
        className="sm:w-40"
        value={search.type ?? ''}
        onChange={(event) => onChange({ type: event.target.value || undefined })}
      >
        <option value="">{t('messages.allTypes')}</option>
        {TYPES.map((type) => (
          <option key={type} value={type}>
            {t(`words.messageType.${type}`)}
          </option>
        ))}
      </Select>
      <ContactFilter contactId={search.contactId} onChange={(contactId) => onChange({ contactId })} />
      {isFiltered(search) && (
        <Button
          variant="ghost"
          onClick={() =>
            onChange({
              deviceId: undefined,
              direction: undefined,
              status: undefined,
              type: undefined,
              contactId: undefined,
            })
          }
        >
          {t('common.clearFilters')}
        </Button>
      )}
    </div>
  )
}
