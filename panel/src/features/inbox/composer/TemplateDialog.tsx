import { useQuery } from '@tanstack/react-query'
import { FileText } from 'lucide-react'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { templatePreview, templatesFor } from '@/api/inbox/templates'
import type { Template } from '@/api/types'
import { Button } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Listing, ListingItem } from '@/ui/float/Listing'
import { Input } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { SkeletonLines } from '@/ui/Skeleton'
import { Pressable } from '../bubble/Cards'
import { FormattedText } from '../bubble/FormattedText'
import { type Component, componentsOf, fieldOf, filled, isTyped, missingOf, type Values } from '../template'

type Props = {
  deviceId: string
  onClose: () => void
  onSend: (template: Template, components: Component[], text: string) => void
}

/** Chooses a template, fills its variables and sends it, seeing it as the person will. */
export function TemplateDialog({ deviceId, onClose, onSend }: Props) {
  const { t } = useTranslation()
  const list = useQuery(templatesFor(deviceId))
  const [chosen, setChosen] = useState<Template | null>(null)
  const sendable = list.data?.filter((template) => template.sendable && template.variables.every(canBeSent))
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('inbox.template.title')}
      keepOpen={chosen !== null}
      wide={chosen !== null}
    >
      {list.isPending && <SkeletonLines lines={6} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {sendable?.length === 0 && (
        <EmptyState icon={FileText} title={t('inbox.template.none')}>
          {t('inbox.template.noneHint')}
        </EmptyState>
      )}
      {sendable && sendable.length > 0 && !chosen && (
        <div className="-mx-5 -my-4">
          <Listing
            label={t('inbox.template.title')}
            placeholder={t('inbox.template.search')}
            empty={t('ui.nothingFound')}
            className="max-h-[60dvh]"
          >
            {sendable.map((template) => (
              <ListingItem
                key={template.id}
                id={template.id}
                words={[template.name, template.language, template.body]}
                hint={template.language}
                onSelect={() => setChosen(template)}
              >
                <span className="block font-medium">{template.name}</span>
                <span className="line-clamp-2 block text-xs text-ink-soft">{template.body}</span>
              </ListingItem>
            ))}
          </Listing>
        </div>
      )}
      {chosen && <Filling key={chosen.id} template={chosen} onBack={() => setChosen(null)} onSend={onSend} />}
    </Dialog>
  )
}

/** Files and places in a template cannot be given here; such templates are sent over the API. */
function canBeSent(variable: Template['variables'][number]): boolean {
  return !variable.required || isTyped(variable)
}

type FillingProps = { template: Template; onBack: () => void; onSend: Props['onSend'] }

function Filling({ template, onBack, onSend }: FillingProps) {
  const { t } = useTranslation()
  const [values, setValues] = useState<Values>({})
  const [tried, setTried] = useState(false)
  const components = componentsOf(template, values)
  const missing = missingOf(template, values)
  const said = filled(template, components)
  const judged = useQuery(templatePreview(template.id, useDeferredValue(components)))
  const problems =
    missing.length === 0 && judged.data && !judged.isPlaceholderData ? judged.data.problems : []
  function submit() {
    setTried(true)
    if (missing.length === 0) onSend(template, components, said.body)
  }
  return (
    <form
      noValidate
      className="grid gap-5 sm:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <div className="grid content-start gap-3">
        <p className="text-sm font-medium text-ink">{`${template.name} · ${template.language}`}</p>
        {template.variables.length === 0 && (
          <p className="text-sm text-ink-soft">{t('inbox.template.fixed')}</p>
        )}
        {template.variables.filter(isTyped).map((variable) => {
          const field = fieldOf(variable)
          return (
            <Field
              key={field}
              label={t(`inbox.template.variable.${variable.component}`, { name: variable.name ?? '' })}
              hint={variable.example && t('inbox.template.example', { example: variable.example })}
              error={tried && missing.includes(variable) ? t('inbox.template.missing') : undefined}
            >
              {(control) => (
                <Input
                  {...control}
                  autoComplete="off"
                  value={values[field] ?? ''}
                  onChange={(event) => setValues({ ...values, [field]: event.target.value })}
                />
              )}
            </Field>
          )
        })}
      </div>
      <div className="grid content-start gap-2">
        <p className="text-xs font-medium text-ink-faint">{t('inbox.template.preview')}</p>
        <div className="rounded-lg bg-thread p-4">
          <div className="ml-auto w-fit rounded-xl rounded-tr-sm bg-bubble-out px-2.5 py-1.5 text-sm text-ink shadow-card">
            <Pressable buttons={said.buttons}>
              {said.header && <p className="font-semibold">{said.header}</p>}
              <FormattedText text={said.body} />
              {said.footer && <p className="text-xs text-ink-soft">{said.footer}</p>}
            </Pressable>
          </div>
        </div>
        {problems.length > 0 && (
          <Notice tone="warn" title={t('inbox.template.problems')}>
            <ul className="list-disc pl-4">
              {problems.map(({ field, detail }) => (
                <li key={field}>{detail}</li>
              ))}
            </ul>
          </Notice>
        )}
      </div>
      <div className="sm:col-span-2">
        <DialogActions>
          <Button onClick={onBack}>{t('common.back')}</Button>
          <Button type="submit" variant="primary">
            {t('inbox.template.send')}
          </Button>
        </DialogActions>
      </div>
    </form>
  )
}
