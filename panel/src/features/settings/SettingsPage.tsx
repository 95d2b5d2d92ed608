import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ownTenant, privacy } from '@/api/queries/settings'
import { useMayManage, useRole } from '@/api/queries/me'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { SkeletonLines } from '@/ui/Skeleton'
import { Tabs } from '@/ui/Tabs'
import { Lock } from 'lucide-react'
import { CompanyForm } from './CompanyForm'
import { CompanyLimits } from './CompanyLimits'
import { ErasureList } from './ErasureList'
import { MasterKeySection } from './MasterKeySection'
import { PrivacyForm } from './PrivacyForm'
import { RequireFactor } from './RequireFactor'
import type { SettingsTab } from './search'

const route = getRouteApi('/signedIn/settings')

/** What a company decides for itself. */
export function SettingsPage() {
  const { t } = useTranslation()
  const { tab } = route.useSearch()
  const navigate = useNavigate()
  const manages = useMayManage()
  const platform = useRole() === 'superadmin'
  return (
    <Page title={t('settings.title')} hint={t('settings.hint')} width="readable">
      {manages ? (
        <Tabs<SettingsTab>
          label={t('settings.title')}
          value={tab === 'platform' && !platform ? 'company' : (tab ?? 'company')}
          onChange={(next) =>
            void navigate({
              to: '/settings',
              search: next === 'company' ? {} : { tab: next },
              replace: true,
            })
          }
          tabs={[
            { id: 'company', label: t('settings.tabs.company'), content: <Company /> },
            { id: 'privacy', label: t('settings.tabs.privacy'), content: <PrivacyTab /> },
            ...(platform
              ? [
                  {
                    id: 'platform' as const,
                    label: t('settings.tabs.platform'),
                    content: <MasterKeySection />,
                  },
                ]
              : []),
          ]}
        />
      ) : (
        <EmptyState icon={Lock} title={t('settings.agents.title')}>
          {t('settings.agents.text')}
        </EmptyState>
      )}
    </Page>
  )
}

function Company() {
  const tenant = useQuery(ownTenant())
  if (tenant.isPending) return <SkeletonLines lines={6} />
  if (tenant.isError) return <ErrorState error={tenant.error} onRetry={() => void tenant.refetch()} />
  return (
    <div className="grid gap-4">
      <CompanyForm tenant={tenant.data} />
      <RequireFactor tenant={tenant.data} />
      <CompanyLimits tenant={tenant.data} />
    </div>
  )
}

function PrivacyTab() {
  const rules = useQuery(privacy())
  if (rules.isPending) return <SkeletonLines lines={6} />
  if (rules.isError) return <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
  return (
    <div className="grid gap-4">
      <PrivacyForm rules={rules.data} />
      <ErasureList />
    </div>
  )
}
