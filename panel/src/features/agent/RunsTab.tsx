import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Bot } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndless } from '@/api/useEndless'
import { type AgentRun, agentRun, agentRuns, type RunQuery } from '@/api/queries/agent'
import { devices } from '@/api/queries/devices'
import { formatDuration, formatNumber } from '@/lib/format'
import type { Tone } from '@/lib/tone'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Mono } from '@/ui/Code'
import { type Column, DataTable } from '@/ui/DataTable'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Select } from '@/ui/Input'
import { KeyValues } from '@/ui/KeyValues'
import { Pill } from '@/ui/Pill'
import { SkeletonLines, SkeletonRows } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { money } from './money'

const route = getRouteApi('/signedIn/agent')
const TONES: Record<AgentRun['outcome'], Tone> = {
  waiting: 'info',
  answered: 'ok',
  handedOver: 'warn',
  skipped: 'idle',
  silenced: 'idle',
}
const OUTCOMES = ['waiting', 'answered', 'handedOver', 'skipped', 'silenced'] as const

/** Every turn of the agent: what came of it, how long it took and what it cost. */
export function RunsTab() {
  const { t, i18n } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const numbers = useQuery(devices())
  const query: RunQuery = {
    ...(search.outcome && { outcome: search.outcome as RunQuery['outcome'] }),
    ...(search.deviceId && { deviceId: search.deviceId }),
    ...(search.conversationId && { conversationId: search.conversationId }),
  }
  const { list, items, more } = useEndless(agentRuns(query))
  const change = (changed: object) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  const columns = useMemo<Column<AgentRun>[]>(
    () => [
      {
        id: 'outcome',
        header: t('agent.runs.outcome'),
        narrow: 'head',
        cell: (run) => (
          <span className="grid justify-items-start gap-0.5">
            <Pill tone={TONES[run.outcome]}>{t(`agent.outcomes.${run.outcome}`)}</Pill>
            {run.reason && <span className="text-xs text-ink-faint">{t(`agent.reasons.${run.reason}`)}</span>}
          </span>
        ),
      },
      {
        id: 'device',
        header: t('deliveries.detail.device'),
        cell: (run) => numbers.data?.find(({ id }) => id === run.deviceId)?.name ?? run.deviceId,
      },
      {
        id: 'model',
        header: t('agent.settings.model'),
        className: 'max-lg:hidden',
        cell: (run) => run.model ?? '–',
      },
      {
        id: 'tokens',
        header: t('agent.today.tokens'),
        cell: (run) => (
          <span className="tabular-nums">
            {formatNumber(run.inputTokens + run.outputTokens, i18n.language)}
          </span>
        ),
      },
      {
        id: 'cost',
        header: t('agent.today.cost'),
        cell: (run) => <span className="tabular-nums">{money(run.cost, i18n.language)}</span>,
      },
      {
        id: 'latency',
        header: t('agent.runs.latency'),
        className: 'max-lg:hidden',
        cell: (run) => formatDuration(run.providerMs, i18n.language),
      },
      { id: 'at', header: t('agent.runs.at'), cell: (run) => <Time at={run.startedAt} as="relative" /> },
    ],
    [t, i18n.language, numbers.data],
  )
  return (
    <div className="grid gap-3">
      <div role="group" aria-label={t('agent.runs.filters')} className="grid grid-cols-2 gap-2 sm:flex">
        <Select
          className="sm:w-48"
          aria-label={t('agent.runs.outcome')}
          value={search.outcome ?? ''}
          onChange={(event) => change({ outcome: event.target.value || undefined })}
        >
          <option value="">{t('agent.runs.all')}</option>
          {OUTCOMES.map((outcome) => (
            <option key={outcome} value={outcome}>
              {t(`agent.outcomes.${outcome}`)}
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
      </div>
      <Card>
        {list.isPending && <SkeletonRows rows={6} />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && (
          <EmptyState icon={Bot} title={t('agent.runs.none')}>
            {t('agent.runs.noneText')}
          </EmptyState>
        )}
        {items.length > 0 && (
          <DataTable
            label={t('agent.tabs.runs')}
            rows={items}
            columns={columns}
            rowId={(run) => run.id}
            onOpen={(run) => change({ open: run.id })}
            openLabel={(run) => t('agent.runs.open', { outcome: t(`agent.outcomes.${run.outcome}`) })}
          />
        )}
      </Card>
      {list.hasNextPage && (
        <div className="text-center">
          <Button busy={list.isFetchingNextPage} onClick={more}>
            {t('common.loadMore')}
          </Button>
        </div>
      )}
      {search.open && <RunDrawer id={search.open} onClose={() => change({ open: undefined })} />}
    </div>
  )
}

function RunDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const one = useQuery(agentRun(id))
  const { data } = one
  return (
    <Dialog kind="drawer" open onClose={onClose} title={t('agent.runs.one')}>
      {one.isPending && <SkeletonLines lines={9} />}
      {one.isError && <ErrorState error={one.error} onRetry={() => void one.refetch()} />}
      {data && (
        <div className="grid gap-5">
          <KeyValues
            items={[
              [
                t('agent.runs.outcome'),
                <Pill key="outcome" tone={TONES[data.outcome]}>
                  {t(`agent.outcomes.${data.outcome}`)}
                </Pill>,
              ],
              data.reason && [t('agent.runs.reason'), t(`agent.reasons.${data.reason}`)],
              data.summary && [t('agent.runs.summary'), data.summary],
              [t('agent.runs.at'), <Time key="at" at={data.startedAt} as="full" />],
              data.totalMs !== null && [t('agent.runs.total'), formatDuration(data.totalMs, i18n.language)],
              [t('agent.runs.latency'), formatDuration(data.providerMs, i18n.language)],
              data.model && [t('agent.settings.model'), data.model],
              data.promptVersion !== null && [
                t('agent.prompt.title'),
                t('agent.versions.version', { version: data.promptVersion }),
              ],
              [
                t('agent.today.tokens'),
                t('agent.today.tokensHint', {
                  input: formatNumber(data.inputTokens, i18n.language),
                  output: formatNumber(data.outputTokens, i18n.language),
                }),
              ],
              [t('agent.today.cost'), money(data.cost, i18n.language)],
              data.restarts > 0 && [t('agent.runs.restarts'), String(data.restarts)],
              data.answerMessageId && [
                t('agent.runs.answer'),
                <Link
                  key="answer"
                  to="/messages"
                  search={{ open: data.answerMessageId }}
                  className="font-mono text-xs text-accent-text underline"
                >
                  {data.answerMessageId}
                </Link>,
              ],
              [t('common.id'), <Mono key="id">{data.id}</Mono>],
            ]}
          />
          {data.calls.length > 0 && (
            <section aria-label={t('agent.runs.calls')} className="grid gap-2">
              <h3 className="text-sm font-semibold text-ink">{t('agent.runs.calls')}</h3>
              <ol className="divide-y rounded-lg border text-sm">
                {data.calls.map((call) => (
                  <li key={call.at} className="grid gap-0.5 px-3 py-2">
                    <span className="flex flex-wrap justify-between gap-x-3">
                      <span className="text-ink">{call.outcome}</span>
                      <span className="text-xs text-ink-faint tabular-nums">
                        {formatDuration(call.ms, i18n.language)}
                      </span>
                    </span>
                    {call.detail && <span className="text-xs text-ink-soft">{call.detail}</span>}
                  </li>
                ))}
              </ol>
            </section>
          )}
        </div>
      )}
    </Dialog>
  )
}
