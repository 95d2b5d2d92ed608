import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { type Agent, agent, useChangeAgent } from '@/api/queries/agent'
import { useMayManage } from '@/api/queries/me'
import { formatNumber } from '@/lib/format'
import { Card } from '@/ui/Card'
import { Switch } from '@/ui/choose/Switch'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { Page } from '@/ui/Page'
import { Pill } from '@/ui/Pill'
import { Stat } from '@/ui/show/Stat'
import { SkeletonLines } from '@/ui/Skeleton'
import { Tabs } from '@/ui/Tabs'
import { AgentSettings } from './AgentSettings'
import { DeviceOverrides } from './DeviceOverrides'
import { money } from './money'
import { PromptTab } from './PromptTab'
import { RunsTab } from './RunsTab'
import { TABS } from './search'
import { TryTab } from './TryTab'

const route = getRouteApi('/signedIn/agent')

/** The reply agent of the company: what it is told, when it answers, and what it did. */
export function AgentPage() {
  const { t } = useTranslation()
  const { tab = 'prompt' } = route.useSearch()
  const navigate = route.useNavigate()
  const setup = useQuery(agent())
  const mayManage = useMayManage()
  const { data } = setup
  return (
    <Page
      title={t('agent.title')}
      hint={t('agent.hint')}
      pills={
        data && (
          <Pill tone={data.ready ? 'ok' : data.enabled ? 'warn' : 'idle'}>
            {data.ready ? t('agent.ready') : data.enabled ? t('agent.stuck') : t('agent.off')}
          </Pill>
        )
      }
      actions={data && mayManage && <OnOff agent={data} />}
    >
      {setup.isPending && <SkeletonLines lines={8} />}
      {setup.isError && <ErrorState error={setup.error} onRetry={() => void setup.refetch()} />}
      {data && (
        <>
          {data.enabled &&
            data.problems.map(({ code }) => (
              <Notice key={code} tone="warn" title={t(`agent.problems.${code}.title`)}>
                {t(`agent.problems.${code}.text`)}
              </Notice>
            ))}
          <Today agent={data} />
          <Tabs
            label={t('agent.title')}
            value={tab}
            onChange={(next) => void navigate({ search: { tab: next }, replace: true })}
            tabs={TABS.map((id) => ({
              id,
              label: t(`agent.tabs.${id}`),
              content:
                id !== tab ? null : id === 'prompt' ? (
                  <PromptTab />
                ) : id === 'settings' ? (
                  <div className="grid gap-4">
                    <AgentSettings key={data.updatedAt} agent={data} />
                    <DeviceOverrides agent={data} />
                  </div>
                ) : id === 'try' ? (
                  <TryTab />
                ) : (
                  <RunsTab />
                ),
            }))}
          />
        </>
      )}
    </Page>
  )
}

function OnOff({ agent: { enabled } }: { agent: Agent }) {
  const { t } = useTranslation()
  const change = useChangeAgent()
  return (
    <div className="grid gap-2">
      <Switch
        label={t('agent.answers')}
        checked={enabled}
        disabled={change.isPending}
        onChange={(on) => change.mutate({ enabled: on })}
      />
      {change.isError && <ErrorState error={change.error} />}
    </div>
  )
}

function Today({ agent: { today } }: { agent: Agent }) {
  const { t, i18n } = useTranslation()
  const number = (value: number) => formatNumber(value, i18n.language)
  return (
    <Card className="px-4 py-3">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
        <Stat label={t('agent.today.answers')} value={number(today.answers)} />
        <Stat label={t('agent.today.handovers')} value={number(today.handovers)} />
        <Stat
          label={t('agent.today.tokens')}
          value={number(today.inputTokens + today.outputTokens)}
          hint={t('agent.today.tokensHint', {
            input: number(today.inputTokens),
            output: number(today.outputTokens),
          })}
        />
        <Stat label={t('agent.today.cost')} value={money(today.cost, i18n.language)} />
      </dl>
    </Card>
  )
}
