import { useQuery } from '@tanstack/react-query'
import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import { IconButton } from '@/ui/Button'
import { Input, Select } from '@/ui/Input'
import type { InboxSearch } from '../search'

type Props = { search: InboxSearch; onChange: (changes: Partial<InboxSearch>) => void }

const PAUSE_MS = 250

/** Title, search and filters of the list. */
export function ListHead({ search, onChange }: Props) {
  const { t } = useTranslation()
  const numbers = useQuery(devices())
  const several = (numbers.data?.length ?? 0) > 1
  return (
    <div className="grid shrink-0 gap-2 border-b p-3">
      <h1 className="text-lg leading-7 font-semibold text-ink">{t('inbox.title')}</h1>
      <SearchField value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
      {several && (
        <Select
          aria-label={t('inbox.filter.device')}
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
    </div>
  )
}

/** Asks the hub when the typing pauses. */
function SearchField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value)
  const told = useRef(value)
  const tell = useRef(onChange)
  useEffect(() => {
    tell.current = onChange
  })
  useEffect(() => {
    if (value !== told.current) setTyped(value)
    told.current = value
  }, [value])
  useEffect(() => {
    const timer = setTimeout(() => {
      if (typed.trim() === told.current) return
      told.current = typed.trim()
      tell.current(typed.trim())
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  }, [typed])
  return (
    <div className="relative">
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
      />
      <Input
        data-inbox-search
        aria-label={t('inbox.filter.search')}
        placeholder={t('inbox.filter.search')}
        value={typed}
        maxLength={100}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        className="px-8"
      />
      {typed && (
        <IconButton
          label={t('common.clearFilters')}
          onClick={() => setTyped('')}
          className="absolute top-1/2 right-1 size-6 -translate-y-1/2"
        >
          <X aria-hidden className="size-3.5" />
        </IconButton>
      )}
    </div>
  )
}
