import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { device } from '@/api/queries/devices'
import { useMayManage } from '@/api/queries/me'
import { CopyField } from '@/ui/Code'
import { DevicePill } from '@/ui/DevicePill'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { Pill } from '@/ui/Pill'
import { Section } from '@/ui/Card'
import { SkeletonLines } from '@/ui/Skeleton'
import { CloudCheckPanel } from './CloudCheckPanel'
import { ConnectivityTest } from './ConnectivityTest'
import { CredentialsSection } from './CredentialsSection'
import { DeviceActions } from './DeviceActions'
import { DeviceFacts } from './DeviceFacts'
import { PaceSection } from './PaceSection'
import { StateHistory } from './StateHistory'

const route = getRouteApi('/signedIn/devices/$deviceId')

export function DevicePage() {
  const { t } = useTranslation()
  const { deviceId } = route.useParams()
  const one = useQuery(device(deviceId))
  const mayManage = useMayManage()
  const back = (
    <Link to="/devices" className="mb-1 inline-flex items-center gap-1 text-sm text-ink-soft hover:text-ink">
      <ArrowLeft aria-hidden className="size-3.5" />
      {t('devices.title')}
    </Link>
  )
  if (!one.data) {
    return (
      <Page title={t('devices.title')} back={back}>
        {one.isError ? (
          <ErrorState error={one.error} onRetry={() => void one.refetch()} />
        ) : (
          <SkeletonLines lines={9} />
        )}
      </Page>
    )
  }
  const data = one.data
  return (
    <Page
      title={data.name}
      back={back}
      hint={data.phone ?? t('devices.noPhone')}
      pills={
        <>
          <DevicePill state={data.state} />
          {data.paused && data.state !== 'PAUSED' && <Pill tone="warn">{t('devices.paused')}</Pill>}
        </>
      }
      actions={mayManage && <DeviceActions device={data} />}
    >
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="grid min-w-0 gap-4">
          <DeviceFacts device={data} />
          <StateHistory deviceId={data.id} />
          {mayManage && data.cloud && <CredentialsSection device={data} cloud={data.cloud} />}
        </div>
        <div className="grid min-w-0 gap-4">
          {mayManage && (
            <Section title={t('devices.test.title')} hint={t(`devices.test.text.${data.transport}`)}>
              <ConnectivityTest device={data} />
            </Section>
          )}
          {data.transport === 'WEB' && <PaceSection deviceId={data.id} />}
          {mayManage && data.cloud && (
            <>
              <Section title={t('devices.check.title')}>
                <CloudCheckPanel device={data} />
              </Section>
              <Section title={t('devices.webhook.title')} hint={t('devices.webhook.text')}>
                <div className="grid gap-3">
                  <CopyField label={t('devices.webhook.url')} value={data.cloud.webhookUrl} />
                  <div className="text-sm">
                    <span className="block text-xs text-ink-soft">{t('devices.webhook.verifyToken')}</span>
                    {data.cloud.verifyTokenSet
                      ? t('devices.webhook.verifyTokenSet')
                      : t('devices.webhook.verifyTokenUnset')}
                  </div>
                </div>
              </Section>
            </>
          )}
        </div>
      </div>
    </Page>
  )
}
