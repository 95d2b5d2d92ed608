import { useQuery } from '@tanstack/react-query'
import { ListFilter } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { labels } from '@/api/inbox/labels'
import { devices } from '@/api/queries/devices'
import { cn } from '@/lib/cn'
import { Button, IconButton } from '@/ui/Button'
import { Segmented } from '@/ui/choose/Segmented'
import { Switch } from '@/ui/choose/Switch'
import { Field } from '@/ui/Field'
import { Popover } from '@/ui/float/Popover'
import { Select } from '@/ui/Input'
import { Tag } from '@/ui/show/Tag'
import { type InboxSearch, NO_FILTERS } from '../search'

type Props = { search: InboxSearch; onChange: (changes: Partial<InboxSearch>) => void }

/** Whose, and behind the button the rest. What is set is said below, each with its way out. */
export function Filters({ search, onChange }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const known = useQuery(labels())
  const numbers = useQuery(devices())
  const label = known.data?.find(({ id }) => id === search.label)
  const device = numbers.data?.find(({ id }) => id === search.deviceId)
  const set = [search.unread, search.closed, search.label, search.deviceId].some(Boolean)
  return (
    <>
      <div className="flex items-center gap-1.5">
        <Segmented
          label={t('inbox.filter.whose')}
          className="min-w-0 flex-1"
          value={search.whose ?? 'all'}
          onChange={(whose) => onChange({ whose: whose === 'all' ? undefined : whose })}
          options={[
            { id: 'all', label: t('inbox.filter.all') },
            { id: 'me', label: t('inbox.filter.mine') },
            { id: 'none', label: t('inbox.filter.nobodys') },
          ]}
        />
        <Popover
          label={t('inbox.filter.more')}
          open={open}
          onOpenChange={setOpen}
          align="end"
          className="grid gap-3 p-3"
          trigger={
            <IconButton
              label={t('inbox.filter.more')}
              className={cn(set && 'bg-accent-soft text-accent-text')}
            >
              <ListFilter aria-hidden className="size-4" />
            </IconButton>
          }
        >
          <Switch
            label={t('inbox.filter.unread')}
            checked={search.unread === true}
            onChange={(on) => onChange({ unread: on || undefined })}
          />
          <Switch
            label={t('inbox.filter.closed')}
            checked={search.closed === true}
            onChange={(on) => onChange({ closed: on || undefined })}
          />
          <Field label={t('inbox.filter.label')}>
            {(control) => (
              <Select
                {...control}
                value={search.label ?? ''}
                onChange={(event) => onChange({ label: event.target.value || undefined })}
              >
                <option value="">{t('inbox.filter.allLabels')}</option>
                {known.data?.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Field label={t('inbox.filter.device')}>
            {(control) => (
              <Select
                {...control}
                value={search.deviceId ?? ''}
                onChange={(event) => onChange({ deviceId: event.target.value || undefined })}
              >
                <option value="">{t('inbox.filter.allDevices')}</option>
                {numbers.data?.map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <Button
            size="sm"
            variant="ghost"
            disabled={!set}
            onClick={() => onChange({ ...NO_FILTERS, q: search.q })}
          >
            {t('common.clearFilters')}
          </Button>
        </Popover>
      </div>
      {set && (
        <div className="flex flex-wrap gap-1.5">
          {search.unread && (
            <Set name={t('inbox.filter.unread')} onRemove={() => onChange({ unread: undefined })} />
          )}
          {search.closed && (
            <Set name={t('inbox.filter.closed')} onRemove={() => onChange({ closed: undefined })} />
          )}
          {label && (
            <Set name={label.name} color={label.color} onRemove={() => onChange({ label: undefined })} />
          )}
          {device && <Set name={device.name} onRemove={() => onChange({ deviceId: undefined })} />}
        </div>
      )}
    </>
  )
}

function Set({ name, color, onRemove }: { name: string; color?: string; onRemove: () => void }) {
  return (
    <Tag name={name} color={color} onRemove={onRemove}>
      {name}
    </Tag>
  )
}
