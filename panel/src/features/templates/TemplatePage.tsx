import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { ArrowLeft, Pencil, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMayManage } from '@/api/queries/me'
import { template as oneTemplate, templatePreview, useDeleteTemplate } from '@/api/queries/templates'
import type { Template } from '@/api/types'
import { Button, buttonClass } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { CodeBlock, Mono } from '@/ui/Code'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorState } from '@/ui/ErrorState'
import { KeyValues } from '@/ui/KeyValues'
import { Notice } from '@/ui/Notice'
import { Page } from '@/ui/Page'
import { PhonePreview } from '@/ui/show/PhonePreview'
import { QualityPill } from '@/ui/show/QualityPill'
import { Skeleton, SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { toast } from '@/ui/toast'
import { TemplatePill } from './TemplatePill'
import { TestSend } from './TestSend'
import { examplesOf, filledIn, isTyped, type Values } from './values'
import { VariableFields } from './VariableFields'

const route = getRouteApi('/signedIn/templates/$templateId')

export function TemplatePage() {
  const { t } = useTranslation()
  const { templateId } = route.useParams()
  const one = useQuery(oneTemplate(templateId))
  if (one.data) return <Shown key={one.data.id} template={one.data} />
  return (
    <Page title={t('templates.title')} back={<Back />}>
      {one.isError ? (
        <ErrorState error={one.error} onRetry={() => void one.refetch()} />
      ) : (
        <SkeletonLines lines={9} />
      )}
    </Page>
  )
}

export function Back() {
  const { t } = useTranslation()
  return (
    <Link
      to="/templates"
      className="mb-1 inline-flex items-center gap-1 text-sm text-ink-soft hover:text-ink"
    >
      <ArrowLeft aria-hidden className="size-3.5" />
      {t('templates.title')}
    </Link>
  )
}

function Shown({ template }: { template: Template }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayManage = useMayManage()
  const remove = useDeleteTemplate(template.id)
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState<Values | null>(null)
  // Meta may change a template while somebody fills it in; what was typed stays.
  const values = useMemo(() => ({ ...examplesOf(template.variables), ...typed }), [template.variables, typed])
  const components = useMemo(
    () => (typed ? filledIn(template.variables, values, template.parameterFormat) : null),
    [template, typed, values],
  )
  const preview = useQuery(templatePreview(template.id, components))
  const gone = template.status === 'DELETED' || template.status === 'PENDING_DELETION'
  return (
    <Page
      title={template.name}
      back={<Back />}
      hint={`${template.language} · ${template.category}`}
      pills={<TemplatePill status={template.status} />}
      actions={
        mayManage &&
        !gone && (
          <>
            {template.editable && (
              <Link
                to="/templates/$templateId/edit"
                params={{ templateId: template.id }}
                className={buttonClass()}
              >
                <Pencil aria-hidden className="size-4" />
                {t('common.edit')}
              </Link>
            )}
            <Button
              variant="danger"
              icon={<Trash2 aria-hidden className="size-4" />}
              onClick={() => setAsking(true)}
            >
              {t('common.delete')}
            </Button>
          </>
        )
      }
    >
      {template.reason && (
        <Notice tone="bad" title={t('templates.reason')}>
          {template.reason}
        </Notice>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid min-w-0 gap-4">
          {template.variables.some(isTyped) && (
            <Section title={t('templates.variables')} hint={t('templates.variablesHint')}>
              <VariableFields variables={template.variables} values={values} onChange={setTyped} />
            </Section>
          )}
          <Section title={t('templates.test.title')} hint={t('templates.test.text')}>
            <TestSend template={template} components={components} />
          </Section>
          <Section title={t('templates.facts')}>
            <KeyValues
              items={[
                [t('common.state'), <TemplatePill key="status" status={template.status} />],
                [t('devices.quality'), <QualityPill key="quality" quality={template.quality} />],
                [t('templates.category'), template.category],
                template.previousCategory && [t('templates.previousCategory'), template.previousCategory],
                [t('templates.language'), template.language],
                [t('templates.account'), <Mono key="waba">{template.businessAccountId}</Mono>],
                [t('templates.wireId'), <Mono key="wire">{template.wireId}</Mono>],
                [t('templates.changed'), <Time key="changed" at={template.changedAt} as="full" />],
                [t('templates.seen'), <Time key="seen" at={template.seenAt} as="relative" />],
                [t('common.id'), <Mono key="id">{template.id}</Mono>],
              ]}
            />
            <details className="mt-4">
              <summary className="w-fit text-sm text-accent-text">{t('templates.json')}</summary>
              <div className="mt-2">
                <CodeBlock
                  label={t('templates.json')}
                  code={JSON.stringify(preview.data?.message ?? template.components, null, 2)}
                />
              </div>
            </details>
          </Section>
        </div>
        <div className="grid min-w-0 gap-3 lg:sticky lg:top-4">
          {preview.data ? (
            <PhonePreview message={preview.data.shown} label={t('templates.preview')} />
          ) : preview.isError ? (
            <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
          ) : (
            <Skeleton className="h-48" />
          )}
          {preview.data && preview.data.problems.length > 0 && (
            <Notice tone="warn" title={t('templates.problems')}>
              <ul className="list-disc pl-4">
                {preview.data.problems.map(({ field, detail }) => (
                  <li key={field + detail}>{detail}</li>
                ))}
              </ul>
            </Notice>
          )}
        </div>
      </div>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('templates.delete.title', { name: template.name, language: template.language })}
        action={t('common.delete')}
        name={template.name}
        busy={remove.isPending}
        error={remove.isError && <ErrorState error={remove.error} />}
        onConfirm={() =>
          remove.mutate(template.name, {
            onSuccess: () => {
              toast(t('templates.delete.done', { name: template.name }))
              void navigate({ to: '/templates' })
            },
          })
        }
      >
        <p>{t('templates.delete.text')}</p>
      </ConfirmDialog>
    </Page>
  )
}
