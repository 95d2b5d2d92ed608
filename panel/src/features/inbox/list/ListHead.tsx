import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '@/ui/Button'
import { Input } from '@/ui/Input'
import type { InboxSearch } from '../search'
import { Filters } from './Filters'
import { InboxMenu } from './InboxMenu'

type Props = { search: InboxSearch; onChange: (changes: Partial<InboxSearch>) => void }

const PAUSE_MS = 250

/** Title, search and filters of the list. */
export function ListHead({ search, onChange }: Props) {
  const { t } = useTranslation()
  return (
    <div className="grid shrink-0 gap-2 border-b p-3">
      <div className="flex items-center justify-between">
        <h1 className="text-lg leading-7 font-semibold text-ink">{t('inbox.title')}</h1>
        <InboxMenu />
      </div>
      <SearchField value={search.q ?? ''} onChange={(q) => onChange({ q: q || undefined })} />
      <Filters search={search} onChange={onChange} />
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
