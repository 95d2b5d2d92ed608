import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import type { Tenant } from '@/api/types'
import { formatNumber } from '@/lib/format'
import { Section } from '@/ui/Card'
import { KeyValues } from '@/ui/KeyValues'
import { Meter } from '@/ui/Meter'

/** What the platform allows the company; it is changed there. */
export function CompanyLimits({ tenant }: { tenant: Tenant }) {
  const { t, i18n } = useTranslation()
  const list = useQuery(devices())
  const { limits } = tenant
  const number = (value: number | null) =>
    value === null ? t('settings.limits.none') : formatNumber(value, i18n.language)
  return (
    <Section title={t('settings.limits.title')} hint={t('settings.limits.hint')}>
      <div className="grid gap-4">
        {limits.devices !== null && list.data && (
          <Meter
            label={t('tenants.limits.devices')}
            value={list.data.length}
            most={limits.devices}
            words={t('settings.limits.of', { used: list.data.length, most: limits.devices })}
          />
        )}
        <KeyValues
          items={[
            limits.devices === null && [t('tenants.limits.devices'), number(null)],
            [t('tenants.limits.messagesPerDay'), number(limits.messagesPerDay)],
            [t('tenants.limits.requestsPerMinute'), number(limits.requestsPerMinute)],
            [t('tenants.slug'), tenant.slug],
          ]}
        />
      </div>
    </Section>
  )
}
