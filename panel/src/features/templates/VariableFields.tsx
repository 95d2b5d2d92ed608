import { useTranslation } from 'react-i18next'
import { useUploadMedia } from '@/api/queries/media'
import type { TemplateVariable } from '@/api/types'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { isFile, isTyped, placeOf, type Values } from './values'

type Props = {
  variables: readonly TemplateVariable[]
  values: Values
  onChange: (values: Values) => void
}

/** One field for each value that a message made from the template brings. */
export function VariableFields({ variables, values, onChange }: Props) {
  const { t } = useTranslation()
  const upload = useUploadMedia()
  const label = ({ card, component, name, button, type }: TemplateVariable) =>
    [
      card !== null && t('templates.variable.card', { card: card + 1 }),
      t(`templates.variable.places.${component}`),
      button !== null && t('templates.variable.button', { button: button + 1 }),
      type === 'text' ? name && `{{${name}}}` : t(`templates.variable.kinds.${type}`),
    ]
      .filter(Boolean)
      .join(' · ')
  return (
    <div className="grid gap-3">
      {variables.filter(isTyped).map((variable) => {
        const place = placeOf(variable)
        const set = (value: string) => onChange({ ...values, [place]: value })
        return (
          <Field
            key={place}
            label={label(variable)}
            optional={variable.required ? undefined : t('common.optional')}
            hint={isFile(variable) ? t('templates.variable.fileHint') : undefined}
          >
            {(control) =>
              isFile(variable) ? (
                <div className="grid gap-2">
                  <Input
                    {...control}
                    value={values[place] ?? ''}
                    onChange={(event) => set(event.target.value)}
                    autoComplete="off"
                  />
                  <input
                    type="file"
                    aria-label={t('templates.variable.upload')}
                    className="text-xs text-ink-soft"
                    onChange={(event) => {
                      const file = event.target.files?.[0]
                      if (file) upload.mutate(file, { onSuccess: ({ id }) => set(id) })
                    }}
                  />
                </div>
              ) : (
                <Input
                  {...control}
                  value={values[place] ?? ''}
                  onChange={(event) => set(event.target.value)}
                  autoComplete="off"
                />
              )
            }
          </Field>
        )
      })}
      {upload.isError && <ErrorState error={upload.error} />}
    </div>
  )
}
