import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { BookOpen, ExternalLink, FileJson, KeyRound, ListTree } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import { useTenant } from '@/api/queries/me'
import { Section } from '@/ui/Card'
import { CodeBlock, CopyField } from '@/ui/Code'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Input'
import { Page } from '@/ui/Page'
import { Tabs } from '@/ui/Tabs'
import { EventViewer } from './EventViewer'
import { curlOf, type Example } from './requests'

const EXAMPLES: readonly Example[] = ['send', 'short', 'read', 'pull', 'endpoint']

/** Everything somebody needs who writes a program against the hub. */
export function DevelopersPage() {
  const { t } = useTranslation()
  const tenant = useTenant()
  const numbers = useQuery(devices())
  const [chosen, setChosen] = useState('')
  const [example, setExample] = useState<Example>('send')
  const deviceId = chosen || (numbers.data?.[0]?.id ?? 'dev_…')
  const code = curlOf(example, {
    hub: window.location.origin,
    tenantId: tenant?.id ?? 'ten_…',
    deviceId,
    key: t('home.start.yourKey'),
    to: '+5491155550101',
    text: t('home.start.message'),
  })
  return (
    <Page title={t('developers.title')} hint={t('developers.hint')}>
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
        <Tile
          icon={<KeyRound aria-hidden className="size-5" />}
          title={t('shell.nav.apiKeys')}
          to="/api-keys"
        >
          {t('developers.tiles.keys')}
        </Tile>
        <Tile
          icon={<BookOpen aria-hidden className="size-5" />}
          title={t('developers.tiles.docsTitle')}
          href="/docs"
        >
          {t('developers.tiles.docs')}
        </Tile>
        <Tile
          icon={<FileJson aria-hidden className="size-5" />}
          title={t('developers.tiles.openapiTitle')}
          href="/openapi.json"
        >
          {t('developers.tiles.openapi')}
        </Tile>
        <Tile
          icon={<ListTree aria-hidden className="size-5" />}
          title={t('webhooks.catalogue.title')}
          to="/webhooks/events"
        >
          {t('developers.tiles.events')}
        </Tile>
      </div>
      <Section title={t('developers.first.title')} hint={t('developers.first.text')}>
        <div className="grid gap-4">
          <div className="grid gap-4 md:grid-cols-2">
            <CopyField label={t('developers.first.tenantId')} value={tenant?.id ?? ''} />
            <Field label={t('developers.first.device')}>
              {(control) => (
                <Select
                  {...control}
                  value={deviceId}
                  disabled={!numbers.data?.length}
                  onChange={(event) => setChosen(event.target.value)}
                >
                  {numbers.data?.length === 0 && <option>{t('common.none')}</option>}
                  {numbers.data?.map(({ id, name }) => (
                    <option key={id} value={id}>{`${name} · ${id}`}</option>
                  ))}
                </Select>
              )}
            </Field>
          </div>
          <Tabs
            label={t('developers.first.title')}
            value={example}
            onChange={setExample}
            tabs={EXAMPLES.map((id) => ({
              id,
              label: t(`developers.first.examples.${id}`),
              content: <CodeBlock label={t(`developers.first.examples.${id}`)} code={code} />,
            }))}
          />
        </div>
      </Section>
      <EventViewer />
    </Page>
  )
}

type TileProps = {
  icon: ReactNode
  title: string
  children: string
} & ({ to: '/api-keys' | '/webhooks/events'; href?: never } | { href: string; to?: never })

function Tile({ icon, title, children, to, href }: TileProps) {
  const looks =
    'grid grid-cols-[auto_1fr] content-start gap-x-3 gap-y-0.5 rounded-lg border bg-surface p-4 text-left shadow-card hover:bg-hover'
  const content = (
    <>
      <span className="row-span-2 text-accent-text">{icon}</span>
      <span className="flex items-center gap-1.5 text-sm font-semibold text-ink">
        {title}
        {href && <ExternalLink aria-hidden className="size-3 text-ink-faint" />}
      </span>
      <span className="text-xs text-ink-soft">{children}</span>
    </>
  )
  return to ? (
    <Link to={to} className={looks}>
      {content}
    </Link>
  ) : (
    <a href={href} target="_blank" rel="noreferrer" className={looks}>
      {content}
    </a>
  )
}
