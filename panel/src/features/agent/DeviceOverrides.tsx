import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type Agent, useAgentOfDevice } from '@/api/queries/agent'
import { devices } from '@/api/queries/devices'
import { useMayManage } from '@/api/queries/me'
import { Section } from '@/ui/Card'
import { ErrorState } from '@/ui/ErrorState'
import { Select } from '@/ui/Input'
import { SkeletonLines } from '@/ui/Skeleton'

/** Per number: as for the company, always, or never; what else is set for it alone is told. */
export function DeviceOverrides({ agent }: { agent: Agent }) {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const numbers = useQuery(devices())
  const { set, reset } = useAgentOfDevice()
  return (
    <Section title={t('agent.overrides.title')} hint={t('agent.overrides.text')}>
      {numbers.isPending && <SkeletonLines lines={3} />}
      <ul className="divide-y">
        {numbers.data?.map(({ id, name }) => {
          const own = agent.devices.find(({ deviceId }) => deviceId === id)
          const enabled = own?.overrides.enabled
          const others = Object.entries(own?.overrides ?? {}).filter(
            ([key, value]) => key !== 'enabled' && value != null,
          )
          return (
            <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1.5 py-2">
              <span className="min-w-40 flex-1 text-sm text-ink">
                {name}
                {others.length > 0 && (
                  <span className="block font-mono text-xs text-ink-faint">
                    {others.map(([key]) => key).join(', ')}
                  </span>
                )}
              </span>
              <Select
                className="w-56"
                aria-label={t('agent.overrides.label', { name })}
                disabled={!mayManage || set.isPending || reset.isPending}
                value={enabled == null ? 'inherit' : enabled ? 'on' : 'off'}
                onChange={(event) => {
                  const { enabled: _, ...rest } = own?.overrides ?? {}
                  if (event.target.value !== 'inherit') {
                    set.mutate({ deviceId: id, overrides: { ...rest, enabled: event.target.value === 'on' } })
                  } else if (others.length > 0) set.mutate({ deviceId: id, overrides: rest })
                  else reset.mutate(id)
                }}
              >
                <option value="inherit">{t('agent.overrides.inherit')}</option>
                <option value="on">{t('agent.overrides.on')}</option>
                <option value="off">{t('agent.overrides.off')}</option>
              </Select>
            </li>
          )
        })}
      </ul>
      {(set.isError || reset.isError) && <ErrorState error={set.error ?? reset.error} />}
    </Section>
  )
}
