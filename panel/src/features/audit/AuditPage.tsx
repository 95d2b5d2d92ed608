import { getRouteApi } from '@tanstack/react-router'
import { ScrollText } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndless } from '@/api/useEndless'
import { audit, useCheckAudit } from '@/api/queries/audit'
import type { AuditCheck, AuditEntry } from '@/api/types'
import { formatNumber } from '@/lib/format'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { CodeBlock, Mono } from '@/ui/Code'
import { Dialog } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Select } from '@/ui/Input'
import { KeyValues } from '@/ui/KeyValues'
import { Notice } from '@/ui/Notice'
import { Page } from '@/ui/Page'
import { SkeletonRows } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { EndlessList } from '@/ui/show/EndlessList'
import { ACTIONS, isAction } from './actions'

const route = getRouteApi('/signedIn/audit')

/** The action in words; its name in the API where there are none yet. */
function useActionWords() {
  const { t } = useTranslation()
  return (name: string) => (isAction(name) ? t(`audit.actions.${name}`) : name)
}

export function AuditPage() {
  const { t, i18n } = useTranslation()
  const { action } = route.useSearch()
  const navigate = route.useNavigate()
  const [open, setOpen] = useState<AuditEntry | null>(null)
  const check = useCheckAudit()
  const found = useEndless(audit(action ? { action } : {}))
  const { list, items } = found
  const filter = (value: string) => void navigate({ search: { action: value || undefined }, replace: true })
  const names = useMemo(
    () =>
      ACTIONS.map((name) => [name, t(`audit.actions.${name}`)] as const).sort((a, b) =>
        a[1].localeCompare(b[1], i18n.language),
      ),
    [t, i18n.language],
  )
  return (
    <Page
      title={t('audit.title')}
      hint={t('audit.hint')}
      actions={
        <Button busy={check.isPending} onClick={() => check.mutate()}>
          {t('audit.check.run')}
        </Button>
      }
    >
      {check.isError && <ErrorState error={check.error} />}
      {check.data && <Checked check={check.data} />}
      <Select
        aria-label={t('audit.filter')}
        className="sm:w-72"
        value={action ?? ''}
        onChange={(event) => filter(event.target.value)}
      >
        <option value="">{t('audit.all')}</option>
        {names.map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </Select>
      <Card className="flex h-[calc(100dvh-17rem)] min-h-80 flex-col overflow-hidden">
        {list.isPending && <SkeletonRows rows={10} />}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && (
          <EmptyState
            icon={ScrollText}
            title={t('audit.empty')}
            action={<Button onClick={() => filter('')}>{t('common.clearFilters')}</Button>}
          >
            {t('audit.emptyText')}
          </EmptyState>
        )}
        {items.length > 0 && (
          <EndlessList
            label={t('audit.list')}
            found={found}
            estimate={45}
            end={t('audit.end')}
            render={(entry) => <Row entry={entry} onOpen={() => setOpen(entry)} />}
          />
        )}
      </Card>
      {open && <Entry entry={open} onClose={() => setOpen(null)} />}
    </Page>
  )
}

function Checked({ check }: { check: AuditCheck }) {
  const { t, i18n } = useTranslation()
  const lines = formatNumber(check.lines, i18n.language)
  const { broken, newest } = check
  return (
    <Notice
      tone={broken ? 'bad' : 'ok'}
      alert={broken !== null}
      title={
        broken ? t(`audit.check.${broken.why}`, { number: broken.number }) : t('audit.check.whole', { lines })
      }
    >
      {broken && <p>{t('audit.check.brokenText', { lines })}</p>}
      {newest && (
        <p className="font-mono text-xs [overflow-wrap:anywhere]">{t('audit.check.newest', newest)}</p>
      )}
    </Notice>
  )
}

function Row({ entry, onOpen }: { entry: AuditEntry; onOpen: () => void }) {
  const { t } = useTranslation()
  const words = useActionWords()
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={t('audit.open', { action: words(entry.action) })}
      className="grid w-full grid-cols-[1fr_auto] items-center gap-x-4 px-3 py-2.5 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2 sm:px-4 lg:grid-cols-[16rem_14rem_1fr_9rem]"
    >
      <span className="truncate text-ink">{words(entry.action)}</span>
      <span className="truncate text-ink-soft max-lg:order-3">
        {entry.actor.name ?? t(`audit.actors.${entry.actor.kind}`)}
        {entry.target?.name && <span className="lg:hidden"> · {entry.target.name}</span>}
      </span>
      <span className="truncate text-ink-soft max-lg:hidden">
        {entry.target && <Target target={entry.target} />}
      </span>
      <span className="text-right text-xs text-ink-faint">
        <Time at={entry.at} />
      </span>
    </button>
  )
}

/** By its name; what is gone, or never had one, by its id. */
function Target({ target }: { target: NonNullable<AuditEntry['target']> }) {
  return target.name ?? <span className="font-mono text-xs text-ink-faint">{target.id}</span>
}

function Entry({ entry, onClose }: { entry: AuditEntry; onClose: () => void }) {
  const { t } = useTranslation()
  const words = useActionWords()
  return (
    <Dialog kind="drawer" open onClose={onClose} title={words(entry.action)}>
      <div className="grid gap-4">
        <KeyValues
          items={[
            [t('audit.code'), <Mono key="action">{entry.action}</Mono>],
            [t('audit.when'), <Time key="at" at={entry.at} as="full" />],
            [
              t('audit.who'),
              [t(`audit.actors.${entry.actor.kind}`), entry.actor.name, entry.actor.id]
                .filter(Boolean)
                .join(' · '),
            ],
            entry.target && [
              t('audit.on'),
              <span key="target">
                {entry.target.name && <>{entry.target.name} · </>}
                <Mono>{`${entry.target.kind} ${entry.target.id}`}</Mono>
              </span>,
            ],
            entry.requestId && [t('audit.requestId'), <Mono key="request">{entry.requestId}</Mono>],
            [t('audit.hash'), <Mono key="hash">{entry.hash}</Mono>],
          ]}
        />
        {Object.keys(entry.detail).length > 0 && (
          <CodeBlock label={t('audit.detail')} code={JSON.stringify(entry.detail, null, 2)} />
        )}
      </div>
    </Dialog>
  )
}
