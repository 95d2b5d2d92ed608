import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/Field'
import { Input, Textarea } from '@/ui/Input'
import type { Draft, Faults } from './draft'
import { faultText } from './faultText'

export type DraftProps = {
  draft: Draft
  faults: Faults
  onChange: (changes: Partial<Draft>) => void
}

type TextField = Exclude<keyof Draft, 'type' | 'choice' | 'voice' | 'buttons' | 'several' | 'manner'>

type Props = DraftProps & {
  name: TextField
  explain?:
    | 'messageIdHint'
    | 'emojiHint'
    | 'optionsHint'
    | 'rowsHint'
    | 'componentsHint'
    | 'flowIdHint'
    | 'screenHint'
    | 'thumbnailHint'
    | 'productIdHint'
    | 'productsHint'
    | 'jsonHint'
  long?: boolean
  optional?: boolean
  code?: boolean
  most?: number
}

/** One field of the message, typed. */
export function Line({ draft, faults, onChange, name, explain, long, optional, code, most }: Props) {
  const { t } = useTranslation()
  const Control = long ? Textarea : Input
  return (
    <Field
      label={t(`messages.compose.${name}`)}
      optional={optional ? t('common.optional') : undefined}
      hint={explain && t(`messages.compose.${explain}`)}
      error={faultText(faults[name], t)}
    >
      {(control) => (
        <Control
          {...control}
          autoComplete="off"
          className={code ? 'font-mono text-xs' : undefined}
          spellCheck={!code}
          maxLength={most}
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
}
