import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { idempotencyKey } from '@/api/client'
import { devices } from '@/api/queries/devices'
import { template as oneTemplate, useChangeTemplate, useCreateTemplate } from '@/api/queries/templates'
import type { Template } from '@/api/types'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Select, Textarea } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { Page } from '@/ui/Page'
import { PhonePreview } from '@/ui/show/PhonePreview'
import { SkeletonLines } from '@/ui/Skeleton'
import { toast } from '@/ui/toast'
import {
  CATEGORIES,
  componentsOf,
  type Draft,
  draftOf,
  EMPTY_DRAFT,
  faultsOf,
  isNamed,
  shownOf,
} from './draft'
import { TemplateForm } from './TemplateForm'
import { Back } from './TemplatePage'

const route = getRouteApi('/signedIn/templates/$templateId/edit')

export function NewTemplatePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const create = useCreateTemplate()
  const numbers = useQuery(devices())
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT)
  const [deviceId, setDeviceId] = useState('')
  const [key, setKey] = useState(idempotencyKey)
  const [tried, setTried] = useState(false)
  const accounts = (numbers.data ?? []).filter(
    ({ cloud }, index, all) =>
      cloud?.businessAccountId &&
      all.findIndex((each) => each.cloud?.businessAccountId === cloud.businessAccountId) === index,
  )
  function submit() {
    setTried(true)
    if (Object.keys(faultsOf(draft)).length > 0) return
    create.mutate(
      {
        key,
        body: {
          name: draft.name,
          language: draft.language,
          category: draft.category,
          parameterFormat: isNamed(draft) ? 'NAMED' : 'POSITIONAL',
          allowCategoryChange: false,
          ...(accounts.length > 1 && { deviceId: deviceId || accounts[0]?.id }),
          components: componentsOf(draft),
        },
      },
      {
        onSuccess: ({ id, status }) => {
          toast(t('templates.form.created', { status }))
          void navigate({ to: '/templates/$templateId', params: { templateId: id } })
        },
      },
    )
  }
  return (
    <Page title={t('templates.create')} hint={t('templates.form.hint')} back={<Back />}>
      {numbers.data && accounts.length === 0 && <Notice tone="info">{t('templates.form.noAccount')}</Notice>}
      <Frame
        draft={draft}
        action={t('templates.form.submit')}
        busy={create.isPending}
        error={create.error}
        onSubmit={submit}
      >
        {accounts.length > 1 && (
          <Field label={t('templates.account')}>
            {(control) => (
              <Select {...control} value={deviceId} onChange={(event) => setDeviceId(event.target.value)}>
                {accounts.map(({ id, name, cloud }) => (
                  <option key={id} value={id}>{`${cloud?.businessAccountId} (${name})`}</option>
                ))}
              </Select>
            )}
          </Field>
        )}
        <TemplateForm
          draft={draft}
          fixed={false}
          faults={tried ? faultsOf(draft) : {}}
          onChange={(changed) => {
            setDraft({ ...draft, ...changed })
            setKey(idempotencyKey())
          }}
        />
      </Frame>
    </Page>
  )
}

export function EditTemplatePage() {
  const { t } = useTranslation()
  const { templateId } = route.useParams()
  const one = useQuery(oneTemplate(templateId))
  return (
    <Page title={one.data?.name ?? t('templates.title')} hint={t('templates.form.editHint')} back={<Back />}>
      {one.isPending && <SkeletonLines lines={9} />}
      {one.isError && <ErrorState error={one.error} onRetry={() => void one.refetch()} />}
      {one.data && <Editing template={one.data} />}
    </Page>
  )
}

function Editing({ template }: { template: Template }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const change = useChangeTemplate(template.id)
  const [draft, setDraft] = useState(() => draftOf(template))
  const [json, setJson] = useState(() => JSON.stringify(template.components, null, 2))
  const [tried, setTried] = useState(false)
  const parsed = parse(json)
  function submit() {
    setTried(true)
    if (draft ? Object.keys(faultsOf(draft)).length > 0 : !parsed) return
    const category = CATEGORIES.find((each) => each === draft?.category)
    change.mutate(
      {
        components: draft ? componentsOf(draft) : (parsed ?? []),
        ...(category && category !== template.category && { category }),
      },
      {
        onSuccess: () => {
          toast(t('templates.form.saved'))
          void navigate({ to: '/templates/$templateId', params: { templateId: template.id } })
        },
      },
    )
  }
  return (
    <Frame
      draft={draft}
      action={t('templates.form.resubmit')}
      busy={change.isPending}
      error={change.error}
      onSubmit={submit}
    >
      {draft ? (
        <TemplateForm
          draft={draft}
          fixed
          faults={tried ? faultsOf(draft) : {}}
          onChange={(changed) => setDraft({ ...draft, ...changed })}
        />
      ) : (
        <Field
          label={t('templates.json')}
          hint={t('templates.form.jsonHint')}
          error={tried && !parsed ? t('templates.form.jsonInvalid') : undefined}
        >
          {(control) => (
            <Textarea
              {...control}
              className="min-h-96 font-mono text-xs"
              spellCheck={false}
              value={json}
              onChange={(event) => setJson(event.target.value)}
            />
          )}
        </Field>
      )}
    </Frame>
  )
}

function parse(json: string): Record<string, unknown>[] | null {
  try {
    const value: unknown = JSON.parse(json)
    return Array.isArray(value) ? (value as Record<string, unknown>[]) : null
  } catch {
    return null
  }
}

type FrameProps = {
  draft: Draft | null
  action: string
  busy: boolean
  error: unknown
  onSubmit: () => void
  children: React.ReactNode
}

/** The form beside the message as it will look. */
function Frame({ draft, action, busy, error, onSubmit, children }: FrameProps) {
  const { t } = useTranslation()
  return (
    <form
      noValidate
      className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]"
      onSubmit={(event) => {
        event.preventDefault()
        onSubmit()
      }}
    >
      <Card className="grid gap-5 p-4">
        {children}
        {error != null && <ErrorState error={error} />}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" busy={busy}>
            {action}
          </Button>
        </div>
      </Card>
      {draft && (
        <div className="grid gap-2 lg:sticky lg:top-4">
          <h2 className="text-sm font-medium text-ink">{t('templates.preview')}</h2>
          <PhonePreview
            label={t('templates.preview')}
            message={shownOf(draft, {
              code: t('templates.form.sampleCode'),
              advice: t('templates.form.sampleAdvice'),
              expires: t('templates.form.sampleExpires', { minutes: draft.expiresInMinutes }),
            })}
          />
        </div>
      )}
    </form>
  )
}
