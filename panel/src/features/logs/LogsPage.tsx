import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ArrowDownLeft, ArrowUpRight, Cable } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useEndless } from '@/api/useEndless'
import { devices } from '@/api/queries/devices'
import { logs } from '@/api/queries/logs'
import type { LogEntry } from '@/api/types'
import { formatDuration } from '@/lib/format'
import type { Tone } from '@/lib/tone'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Input, Select } from '@/ui/Input'
import { Page } from '@/ui/Page'
import { Pill } from '@/ui/Pill'
import { SkeletonRows } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { EndlessList } from '@/ui/show/EndlessList'
import { LogDrawer } from './LogDrawer'
import { logQuery, type LogSearch } from './search'
import { useWhat } from './useWhat'

const route = getRouteApi('/signedIn/logs')
export const TONES: Record<LogEntry['result'], Tone> = { ok: 'ok', refused: 'warn', failed: 'bad' }
const RESULTS = ['ok', 'refused', 'failed'] as const
const CHANNELS = ['graph', 'webhook', 'web'] as const

/** Every call to and from WhatsApp, without secrets and without what people wrote. */
export function LogsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const numbers = useQuery(devices())
  const query = logQuery(search)
  const found = useEndless(logs(query))
  const { list, items } = found
  const filtered = Object.keys(query).length > 0
  const change = (changed: Partial<LogSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  const clear = () => void navigate({ search: {}, replace: true })
  return (
    <Page
      title={t('logs.title')}
      hint={t('logs.hint')}
      actions={
        <Button busy={list.isFetching && !list.isFetchingNextPage} onClick={() => void list.refetch()}>
          {t('logs.refresh')}
        </Button>
      }
    >
      <div
        role="group"
        aria-label={t('logs.filters')}
        className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap"
      >
        <Select
          className="sm:w-48"
          aria-label={t('logs.result')}
          value={search.result ?? ''}
          onChange={(event) => change({ result: event.target.value || undefined })}
        >
          <option value="">{t('logs.allResults')}</option>
          {RESULTS.map((result) => (
            <option key={result} value={result}>
              {t(`logs.results.${result}`)}
            </option>
          ))}
        </Select>
        <Select
          className="sm:w-40"
          aria-label={t('logs.direction')}
          value={search.direction ?? ''}
          onChange={(event) => change({ direction: event.target.value || undefined })}
        >
          <option value="">{t('logs.bothDirections')}</option>
          <option value="inbound">{t('words.direction.inbound')}</option>
          <option value="outbound">{t('words.direction.outbound')}</option>
        </Select>
        <Select
          className="sm:w-48"
          aria-label={t('logs.channel')}
          value={search.channel ?? ''}
          onChange={(event) => change({ channel: event.target.value || undefined })}
        >
          <option value="">{t('logs.allChannels')}</option>
          {CHANNELS.map((channel) => (
            <option key={channel} value={channel}>
              {t(`logs.channels.${channel}`)}
            </option>
          ))}
        </Select>
        <Select
          className="sm:w-48"
          aria-label={t('deliveries.detail.device')}
          value={search.deviceId ?? ''}
          onChange={(event) => change({ deviceId: event.target.value || undefined })}
        >
          <option value="">{t('deliveries.allDevices')}</option>
          {numbers.data?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
        <Input
          type="search"
          className="sm:w-64"
          aria-label={t('logs.requestId')}
          placeholder={t('logs.requestId')}
          defaultValue={search.requestId ?? ''}
          onChange={(event) => change({ requestId: event.target.value.trim() || undefined })}
        />
        {filtered && (
          <Button variant="ghost" onClick={clear}>
            {t('common.clearFilters')}
          </Button>
        )}
      </div>
      <Card className="flex h-[calc(100dvh-15rem)] min-h-80 flex-col overflow-hidden">
        {list.isPending && <SkeletonRows rows={10} />}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && (
          <EmptyState
            icon={Cable}
            title={filtered ? t('logs.noneFiltered') : t('logs.none')}
            action={filtered && <Button onClick={clear}>{t('common.clearFilters')}</Button>}
          >
            {!filtered && t('logs.noneText')}
          </EmptyState>
        )}
        {items.length > 0 && (
          <EndlessList
            label={t('logs.title')}
            found={found}
            estimate={45}
            render={(entry) => (
              <Row
                entry={entry}
                number={numbers.data?.find(({ id }) => id === entry.deviceId)?.name}
                onOpen={() => change({ open: entry.id })}
              />
            )}
          />
        )}
      </Card>
      {search.open && <LogDrawer id={search.open} onClose={() => change({ open: undefined })} />}
    </Page>
  )
}

type RowProps = { entry: LogEntry; number: string | undefined; onOpen: () => void }

function Row({ entry, number, onOpen }: RowProps) {
  const { t, i18n } = useTranslation()
  const what = useWhat()(entry.what)
  const Arrow = entry.direction === 'inbound' ? ArrowDownLeft : ArrowUpRight
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t('logs.open', { what })}
      className="grid w-full grid-cols-[auto_1fr_auto] items-center gap-x-3 gap-y-0.5 px-3 py-2.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 sm:px-4 lg:grid-cols-[1rem_9rem_14rem_1fr_6rem_6rem]"
    >
      <Arrow aria-label={t(`words.direction.${entry.direction}`)} className="size-4 text-ink-faint" />
      <span>
        <Pill tone={TONES[entry.result]}>
          {entry.status === null
            ? t(`logs.results.${entry.result}`)
            : `${t(`logs.results.${entry.result}`)} · ${entry.status}`}
        </Pill>
      </span>
      <span className="truncate text-ink max-lg:order-4 max-lg:col-span-2">
        {what}
        {entry.count > 1 && ` ×${entry.count}`}
      </span>
      <span className="truncate text-xs text-ink-faint max-lg:hidden">
        {entry.error ??
          (entry.url ? <span className="font-mono">{`${entry.method ?? ''} ${entry.url}`}</span> : number)}
      </span>
      <span className="text-right text-xs text-ink-faint tabular-nums max-lg:hidden">
        {formatDuration(entry.durationMs, i18n.language)}
      </span>
      <span className="text-right text-xs text-ink-faint">
        <Time at={entry.at} />
      </span>
    </button>
  )
}
