import type { ComponentProps } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/Field'
import { PasswordInput } from '@/ui/Input'

type Props = ComponentProps<typeof PasswordInput> & { error: string | undefined }

/** What one has to know to change something about one's own account. */
export function CurrentPassword({ error, ...input }: Props) {
  const { t } = useTranslation()
  return (
    <Field label={t('auth.change.current')} error={error}>
      {(control) => <PasswordInput {...control} {...input} autoComplete="current-password" />}
    </Field>
  )
}
