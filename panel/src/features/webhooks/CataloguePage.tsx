import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eventTypes } from '@/api/queries/endpoints'
import type { EventTypeInfo } from '@/api/types'
import { cn } from '@/lib/cn'
import { Section } from '@/ui/Card'
import { CodeBlock, Mono } from '@/ui/Code'
import { ErrorState } from '@/ui/ErrorState'
import { Select } from '@/ui/Input'
import { Page } from '@/ui/Page'
import { SkeletonLines } from '@/ui/Skeleton'
import { Tabs } from '@/ui/Tabs'
import { families } from './filters'
import { useEventMeaning } from './useEventMeaning'

const route = getRouteApi('/signedIn/webhooks/events')

/** Every event that a receiver can ask for: what it means, what it looks like, and its schema. */
export function CataloguePage() {
  const { t } = useTranslation()
  const { type } = route.useSearch()
  const navigate = route.useNavigate()
  const catalogue = useQuery(eventTypes())
  const shown = catalogue.data?.find((info) => info.type === type) ?? catalogue.data?.[0]
  return (
    <Page
      title={t('webhooks.catalogue.title')}
      hint={t('webhooks.catalogue.hint')}
      back={
        <Link
          to="/webhooks"
          className="mb-1 inline-flex items-center gap-1 text-sm text-ink-soft hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-3.5" />
          {t('webhooks.title')}
        </Link>
      }
    >
      {catalogue.isPending && <SkeletonLines lines={12} />}
      {catalogue.isError && <ErrorState error={catalogue.error} onRetry={() => void catalogue.refetch()} />}
      {catalogue.data && shown && (
        <div className="grid items-start gap-4 md:grid-cols-[15rem_minmax(0,1fr)]">
          <Select
            className="md:hidden"
            aria-label={t('webhooks.catalogue.title')}
            value={shown.type}
            onChange={(event) => void navigate({ search: { type: event.target.value }, replace: true })}
          >
            {catalogue.data.map(({ type: each }) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </Select>
          <nav aria-label={t('webhooks.catalogue.title')} className="grid gap-3 max-md:hidden">
            {families(catalogue.data.map((info) => info.type)).map(({ family, types }) => (
              <div key={family} className="grid gap-0.5">
                <h2 className="px-2 text-xs text-ink-faint">{family}</h2>
                {types.map((each) => (
                  <Link
                    key={each}
                    to="/webhooks/events"
                    search={{ type: each }}
                    replace
                    aria-current={each === shown.type ? 'true' : undefined}
                    className={cn(
                      'rounded-md px-2 py-1 font-mono text-xs hover:bg-hover',
                      each === shown.type ? 'bg-accent-soft font-semibold text-accent-text' : 'text-ink-soft',
                    )}
                  >
                    {each}
                  </Link>
                ))}
              </div>
            ))}
          </nav>
          <Shown info={shown} />
        </div>
      )}
    </Page>
  )
}

function Shown({ info }: { info: EventTypeInfo }) {
  const { t } = useTranslation()
  const meaning = useEventMeaning()
  const [tab, setTab] = useState<'example' | 'schema'>('example')
  return (
    <Section title={info.type} hint={meaning(info)} className="min-w-0">
      <p className="mb-3 text-xs text-ink-faint">
        {t('webhooks.catalogue.filter')} <Mono>{info.type}</Mono>{' '}
        <Mono>{`${info.type.split('.')[0]}.*`}</Mono>
      </p>
      <Tabs
        label={info.type}
        value={tab}
        onChange={setTab}
        tabs={[
          {
            id: 'example',
            label: t('webhooks.form.example'),
            content: (
              <CodeBlock
                label={t('webhooks.form.example')}
                code={JSON.stringify(info.example, null, 2)}
                className="max-h-[36rem]"
              />
            ),
          },
          {
            id: 'schema',
            label: t('webhooks.form.schema'),
            content: (
              <CodeBlock
                label={t('webhooks.form.schema')}
                code={JSON.stringify(info.schema, null, 2)}
                className="max-h-[36rem]"
              />
            ),
          },
        ]}
      />
    </Section>
  )
}
