import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { endpoint } from '@/api/queries/endpoints'
import { buttonClass } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { Page } from '@/ui/Page'
import { Section } from '@/ui/Card'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { EndpointActions } from './EndpointActions'
import { EndpointHealth, EndpointSettings } from './EndpointFacts'
import { HealthPill } from './HealthPill'
import { ReplayDialog } from './ReplayDialog'
import { VerifySnippets } from './VerifySnippets'

const route = getRouteApi('/signedIn/webhooks/$endpointId')

export function EndpointPage() {
  const { t } = useTranslation()
  const { endpointId } = route.useParams()
  const { replay } = route.useSearch()
  const navigate = route.useNavigate()
  const one = useQuery(endpoint(endpointId))
  const data = one.data
  const back = (
    <Link to="/webhooks" className="mb-1 inline-flex items-center gap-1 text-sm text-ink-soft hover:text-ink">
      <ArrowLeft aria-hidden className="size-3.5" />
      {t('webhooks.title')}
    </Link>
  )
  if (!data) {
    return (
      <Page title={t('webhooks.title')} back={back}>
        {one.isError ? (
          <ErrorState error={one.error} onRetry={() => void one.refetch()} />
        ) : (
          <SkeletonLines lines={9} />
        )}
      </Page>
    )
  }
  return (
    <Page
      title={data.url}
      back={back}
      hint={data.description}
      pills={<HealthPill endpoint={data} />}
      actions={<EndpointActions endpoint={data} />}
    >
      {data.stateReason && <Notice tone="warn">{data.stateReason}</Notice>}
      {data.oldSecretValidUntil && (
        <Notice tone="info">
          {t('webhooks.detail.oldSecret')} <Time at={data.oldSecretValidUntil} as="full" />
        </Notice>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Section
          title={t('webhooks.detail.health')}
          actions={
            <Link to="/deliveries" search={{ endpointId: data.id }} className={buttonClass({ size: 'sm' })}>
              {t('webhooks.detail.deliveries')}
            </Link>
          }
        >
          <EndpointHealth endpoint={data} />
        </Section>
        <Section title={t('webhooks.detail.facts')}>
          <EndpointSettings endpoint={data} />
        </Section>
      </div>
      <Section title={t('webhooks.detail.verify')}>
        <VerifySnippets />
      </Section>
      {replay && (
        <ReplayDialog endpoint={data} onClose={() => void navigate({ search: {}, replace: true })} />
      )}
    </Page>
  )
}
