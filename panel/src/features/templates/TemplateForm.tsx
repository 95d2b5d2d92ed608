import { Plus, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useUploadMedia } from '@/api/queries/media'
import { Button, IconButton } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Select, Textarea } from '@/ui/Input'
import {
  blanksOf, BUTTONS, CATEGORIES, type Draft, type DraftButton, type DraftFault, HEADERS,
} from './draft' // prettier-ignore

type Props = {
  draft: Draft
  faults: Partial<Record<string, DraftFault>>
  /** Name and language of a template that is there are fixed. */
  fixed: boolean
  onChange: (changed: Partial<Draft>) => void
}

const LANGUAGES = [
  'es',
  'es_AR',
  'es_ES',
  'es_MX',
  'en',
  'en_US',
  'en_GB',
  'pt_BR',
  'pt_PT',
  'fr',
  'it',
  'de',
]

export function TemplateForm({ draft, faults, fixed, onChange }: Props) {
  const { t } = useTranslation()
  const fault = (key: string) => {
    const found = faults[key]
    return found && t(`templates.faults.${found}`)
  }
  const authentication = draft.category === 'AUTHENTICATION'
  return (
    <div className="grid gap-5">
      <div className="grid gap-4 sm:grid-cols-3">
        <Field label={t('common.name')} hint={t('templates.form.nameHint')} error={fault('name')}>
          {(control) => (
            <Input
              {...control}
              disabled={fixed}
              className="font-mono"
              autoComplete="off"
              value={draft.name}
              onChange={(event) =>
                onChange({ name: event.target.value.toLowerCase().replace(/[\s-]+/g, '_') })
              }
            />
          )}
        </Field>
        <Field label={t('templates.language')}>
          {(control) => (
            <Select
              {...control}
              disabled={fixed}
              value={draft.language}
              onChange={(event) => onChange({ language: event.target.value })}
            >
              {[...new Set([draft.language, ...LANGUAGES])].map((language) => (
                <option key={language}>{language}</option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('templates.category')} hint={t(`templates.categories.${draft.category}`)}>
          {(control) => (
            <Select
              {...control}
              value={draft.category}
              onChange={(event) => {
                const category = CATEGORIES.find((each) => each === event.target.value)
                if (category) onChange({ category })
              }}
            >
              {CATEGORIES.map((category) => (
                <option key={category}>{category}</option>
              ))}
            </Select>
          )}
        </Field>
      </div>
      {authentication ? (
        <div className="grid gap-4">
          <p className="text-sm text-ink-soft">{t('templates.form.authentication')}</p>
          <Checkbox
            label={t('templates.form.securityAdvice')}
            checked={draft.securityAdvice}
            onChange={(securityAdvice) => onChange({ securityAdvice })}
          />
          <Field label={t('templates.form.expires')} optional={t('common.optional')}>
            {(control) => (
              <Input
                {...control}
                type="number"
                min={1}
                max={90}
                className="w-28"
                value={draft.expiresInMinutes}
                onChange={(event) => onChange({ expiresInMinutes: event.target.value })}
              />
            )}
          </Field>
        </div>
      ) : (
        <>
          <Header draft={draft} fault={fault} onChange={onChange} />
          <Field
            label={t('templates.form.body')}
            hint={t('templates.form.bodyHint', { one: '{{1}}', two: '{{2}}' })}
            error={fault('body')}
          >
            {(control) => (
              <Textarea
                {...control}
                className="min-h-32"
                maxLength={1024}
                value={draft.body}
                onChange={(event) => onChange({ body: event.target.value })}
              />
            )}
          </Field>
          {blanksOf(draft).length > 0 && (
            <fieldset className="grid gap-3">
              <legend className="text-sm font-medium text-ink">{t('templates.form.examples')}</legend>
              <p className="text-xs text-ink-faint">{t('templates.form.examplesHint')}</p>
              <div className="grid gap-3 sm:grid-cols-2">
                {blanksOf(draft).map(({ key, name }) => (
                  <Field key={key} label={`{{${name}}}`} error={fault(key)}>
                    {(control) => (
                      <Input
                        {...control}
                        autoComplete="off"
                        value={draft.examples[key] ?? ''}
                        onChange={(event) =>
                          onChange({ examples: { ...draft.examples, [key]: event.target.value } })
                        }
                      />
                    )}
                  </Field>
                ))}
              </div>
            </fieldset>
          )}
          <Field label={t('templates.form.footer')} optional={t('common.optional')}>
            {(control) => (
              <Input
                {...control}
                maxLength={60}
                autoComplete="off"
                value={draft.footer}
                onChange={(event) => onChange({ footer: event.target.value })}
              />
            )}
          </Field>
          <Buttons draft={draft} fault={fault} onChange={onChange} />
        </>
      )}
    </div>
  )
}

type PartProps = Pick<Props, 'draft' | 'onChange'> & { fault: (key: string) => string | undefined }

function Header({ draft, fault, onChange }: PartProps) {
  const { t } = useTranslation()
  const upload = useUploadMedia()
  const file = draft.header === 'IMAGE' || draft.header === 'VIDEO' || draft.header === 'DOCUMENT'
  return (
    <div className="grid gap-4 sm:grid-cols-[12rem_1fr]">
      <Field label={t('templates.form.header')}>
        {(control) => (
          <Select
            {...control}
            value={draft.header}
            onChange={(event) => {
              const header = HEADERS.find((each) => each === event.target.value)
              if (header) onChange({ header, headerFile: '' })
            }}
          >
            {HEADERS.map((header) => (
              <option key={header} value={header}>
                {t(`templates.form.headers.${header}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.header === 'TEXT' && (
        <Field label={t('templates.form.headerText')} error={fault('headerText')}>
          {(control) => (
            <Input
              {...control}
              maxLength={60}
              autoComplete="off"
              value={draft.headerText}
              onChange={(event) => onChange({ headerText: event.target.value })}
            />
          )}
        </Field>
      )}
      {file && (
        <Field
          label={t('templates.form.headerFile')}
          hint={
            upload.isPending
              ? t('templates.form.uploading')
              : draft.headerFile
                ? t('templates.form.uploaded')
                : t('templates.form.headerFileHint')
          }
          error={fault('headerFile')}
        >
          {(control) => (
            <input
              {...control}
              type="file"
              className="text-sm text-ink-soft"
              onChange={(event) => {
                const picked = event.target.files?.[0]
                if (picked) upload.mutate(picked, { onSuccess: ({ id }) => onChange({ headerFile: id }) })
              }}
            />
          )}
        </Field>
      )}
      {upload.isError && <ErrorState error={upload.error} />}
    </div>
  )
}

const MOST_BUTTONS = 10

function Buttons({ draft, fault, onChange }: PartProps) {
  const { t } = useTranslation()
  const change = (index: number, changed: Partial<DraftButton>) =>
    onChange({ buttons: draft.buttons.map((each, at) => (at === index ? { ...each, ...changed } : each)) })
  return (
    <fieldset className="grid gap-3">
      <legend className="mb-1 text-sm font-medium text-ink">{t('templates.form.buttons')}</legend>
      {draft.buttons.map((button, index) => (
        <div key={index} className="grid gap-3 rounded-lg border p-3">
          <div className="flex items-end gap-2">
            <Field label={t('templates.form.buttonKind')} className="flex-1" error={fault(`button:${index}`)}>
              {(control) => (
                <Select
                  {...control}
                  value={button.type}
                  onChange={(event) => {
                    const type = BUTTONS.find((each) => each === event.target.value)
                    if (type) change(index, { type })
                  }}
                >
                  {BUTTONS.map((type) => (
                    <option key={type} value={type}>
                      {t(`templates.form.buttonKinds.${type}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <IconButton
              label={t('templates.form.removeButton', { number: index + 1 })}
              onClick={() => onChange({ buttons: draft.buttons.filter((_, at) => at !== index) })}
            >
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          </div>
          <div className="grid gap-3 sm:grid-cols-2">
            {button.type !== 'COPY_CODE' && (
              <Field label={t('templates.form.buttonText')}>
                {(control) => (
                  <Input
                    {...control}
                    maxLength={25}
                    value={button.text}
                    onChange={(event) => change(index, { text: event.target.value })}
                  />
                )}
              </Field>
            )}
            {button.type !== 'QUICK_REPLY' && (
              <Field label={t(`templates.form.buttonValues.${button.type}`)}>
                {(control) => (
                  <Input
                    {...control}
                    value={button.value}
                    onChange={(event) => change(index, { value: event.target.value })}
                  />
                )}
              </Field>
            )}
            {button.type === 'URL' && button.value.includes('{{') && (
              <Field label={t('templates.form.urlExample')} className="sm:col-span-2">
                {(control) => (
                  <Input
                    {...control}
                    value={button.example}
                    onChange={(event) => change(index, { example: event.target.value })}
                  />
                )}
              </Field>
            )}
          </div>
        </div>
      ))}
      {draft.buttons.length < MOST_BUTTONS && (
        <div>
          <Button
            size="sm"
            icon={<Plus aria-hidden className="size-3.5" />}
            onClick={() =>
              onChange({
                buttons: [...draft.buttons, { type: 'QUICK_REPLY', text: '', value: '', example: '' }],
              })
            }
          >
            {t('templates.form.addButton')}
          </Button>
        </div>
      )}
    </fieldset>
  )
}
