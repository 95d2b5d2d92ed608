import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type FormEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type AgentPrompt,
  agentPrompt,
  agentPrompts,
  useDropPrompt,
  useWritePrompt,
} from '@/api/queries/agent'
import { devices } from '@/api/queries/devices'
import { useMayManage } from '@/api/queries/me'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Select, Textarea } from '@/ui/Input'
import { DiffView } from '@/ui/show/DiffView'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { toast } from '@/ui/toast'

const LONGEST = 20_000

const route = getRouteApi('/signedIn/agent')

function isInUse(version: AgentPrompt, current: AgentPrompt) {
  return version.version === current.version && version.deviceId === current.deviceId
}

/** What the agent is told, and everything it was told before. */
export function PromptTab() {
  const { t } = useTranslation()
  const { deviceId } = route.useSearch()
  const current = useQuery(agentPrompt(deviceId))
  return (
    <div className="grid gap-4">
      <Whose deviceId={deviceId} />
      {current.isPending && <SkeletonLines lines={8} />}
      {current.isError && <ErrorState error={current.error} onRetry={() => void current.refetch()} />}
      {current.data && (
        <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
          <Section title={t('agent.prompt.title')} hint={t('agent.prompt.text')}>
            <Editor
              key={`${deviceId} ${current.data.deviceId} ${current.data.version}`}
              current={current.data}
              deviceId={deviceId}
            />
          </Section>
          <Versions key={deviceId} current={current.data} deviceId={deviceId} />
        </div>
      )}
    </div>
  )
}

/** The company, or one of its numbers. */
function Whose({ deviceId = '' }: { deviceId: string | undefined }) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  const numbers = useQuery(devices())
  return (
    <Field label={t('agent.prompt.whose')} hint={t('agent.prompt.whoseHint')}>
      {(control) => (
        <Select
          {...control}
          className="max-w-72"
          value={deviceId}
          onChange={({ target: { value } }) =>
            void navigate({ search: { tab: 'prompt', ...(value && { deviceId: value }) }, replace: true })
          }
        >
          <option value="">{t('agent.prompt.everywhere')}</option>
          {numbers.data?.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

type Shown = { current: AgentPrompt; deviceId: string | undefined }

function Editor({ current, deviceId }: Shown) {
  const { t } = useTranslation()
  const mayManage = useMayManage()
  const drop = useDropPrompt(() => toast(t('agent.prompt.dropped')))
  const write = useWritePrompt(deviceId, ({ version }) => toast(t('agent.prompt.saved', { version })))
  const [prompt, setPrompt] = useState(current.prompt)
  const [note, setNote] = useState('')
  const changed = prompt !== current.prompt
  function submit(event: FormEvent) {
    event.preventDefault()
    write.mutate({ prompt, note: note.trim() || null })
  }
  return (
    <form className="grid gap-4" noValidate onSubmit={submit}>
      <Field
        label={
          deviceId && !current.deviceId
            ? t('agent.prompt.companys')
            : t('agent.prompt.label', { version: current.version })
        }
        hint={t('agent.prompt.length', { length: prompt.length, most: LONGEST })}
      >
        {(control) => (
          <Textarea
            {...control}
            className="min-h-96 font-mono text-xs leading-5"
            maxLength={LONGEST}
            readOnly={!mayManage}
            value={prompt}
            onChange={(event) => setPrompt(event.target.value)}
          />
        )}
      </Field>
      {changed && (
        <>
          <DiffView label={t('agent.prompt.changes')} before={current.prompt} after={prompt} />
          <Field label={t('agent.prompt.note')} optional={t('common.optional')}>
            {(control) => (
              <Input
                {...control}
                maxLength={200}
                value={note}
                onChange={(event) => setNote(event.target.value)}
              />
            )}
          </Field>
        </>
      )}
      {(write.isError || drop.isError) && <ErrorState error={write.error ?? drop.error} />}
      {mayManage && (
        <div className="flex flex-wrap gap-2">
          <Button
            type="submit"
            variant="primary"
            busy={write.isPending}
            disabled={!changed || !prompt.trim()}
          >
            {t('agent.prompt.save')}
          </Button>
          {changed && <Button onClick={() => setPrompt(current.prompt)}>{t('agent.prompt.discard')}</Button>}
          {deviceId && current.deviceId && (
            <Button busy={drop.isPending} onClick={() => drop.mutate(deviceId)}>
              {t('agent.prompt.drop')}
            </Button>
          )}
        </div>
      )}
    </form>
  )
}

function Versions({ current, deviceId }: Shown) {
  const { t } = useTranslation()
  const list = useInfiniteQuery(agentPrompts(deviceId))
  const write = useWritePrompt(deviceId, ({ version }) => toast(t('agent.prompt.saved', { version })))
  const mayManage = useMayManage()
  const versions = useMemo(() => list.data?.pages.flatMap(({ data }) => data) ?? [], [list.data])
  const [open, setOpen] = useState<number | null>(null)
  return (
    <Section title={t('agent.versions.title')} hint={t('agent.versions.text')}>
      {list.isPending && <SkeletonLines lines={4} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data && versions.length === 0 && (
        <p className="text-sm text-ink-soft">
          {t(deviceId ? 'agent.versions.noneOfNumber' : 'agent.versions.none')}
        </p>
      )}
      <ol className="divide-y">
        {versions.map((version, index) => {
          const before = versions[index + 1]
          const shown = open === version.version
          return (
            <li key={version.version} className="grid gap-2 py-2.5">
              <div className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-sm">
                <button
                  type="button"
                  aria-expanded={shown}
                  className="font-medium text-accent-text underline decoration-line-strong underline-offset-2"
                  onClick={() => setOpen(shown ? null : version.version)}
                >
                  {t('agent.versions.version', { version: version.version })}
                </button>
                {isInUse(version, current) && (
                  <span className="text-xs text-ok-text">{t('agent.versions.inUse')}</span>
                )}
                <span className="ml-auto text-xs text-ink-faint">
                  <Time at={version.createdAt} as="relative" />
                </span>
                <span className="basis-full text-xs text-ink-soft">
                  {[version.prompt === '' && t('agent.versions.dropped'), version.author?.name, version.note]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
              </div>
              {shown && (
                <>
                  <DiffView
                    label={t('agent.versions.changed', { version: version.version })}
                    before={before?.prompt ?? ''}
                    after={version.prompt}
                  />
                  {mayManage && version.prompt !== '' && !isInUse(version, current) && (
                    <div>
                      <Button
                        size="sm"
                        busy={write.isPending}
                        onClick={() =>
                          write.mutate({
                            prompt: version.prompt,
                            note: t('agent.versions.restored', { version: version.version }),
                          })
                        }
                      >
                        {t('agent.versions.restore')}
                      </Button>
                    </div>
                  )}
                </>
              )}
            </li>
          )
        })}
      </ol>
      {write.isError && <ErrorState error={write.error} />}
      {list.hasNextPage && (
        <Button size="sm" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      )}
    </Section>
  )
}
