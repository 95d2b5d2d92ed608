import { useTranslation } from 'react-i18next'
import { Field } from '@/ui/Field'
import { Input, Select } from '@/ui/Input'
import { faultText } from './faultText'
import { type DraftProps, Line } from './Line'
import { CHOICES } from './pressable'

/** A text, and what can be pressed below it. */
export function ChoiceFields(props: DraftProps) {
  const { t } = useTranslation()
  const { draft, onChange } = props
  return (
    <>
      <Field label={t('messages.compose.choice')}>
        {(control) => (
          <Select
            {...control}
            value={draft.choice}
            onChange={(event) => {
              const choice = CHOICES.find((each) => each === event.target.value)
              if (choice) onChange({ choice })
            }}
          >
            {CHOICES.map((choice) => (
              <option key={choice} value={choice}>
                {t(`messages.compose.choices.${choice}`)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.choice !== 'other' && <Line {...props} name="text" long optional={draft.choice === 'product'} />}
      <Pressed {...props} />
    </>
  )
}

function Pressed(props: DraftProps) {
  const { choice } = props.draft
  switch (choice) {
    case 'button':
      return <ButtonFields {...props} />
    case 'list':
      return (
        <>
          <Line {...props} name="label" most={20} />
          <Line {...props} name="rows" explain="rowsHint" long />
        </>
      )
    case 'cta_url':
      return (
        <>
          <Line {...props} name="label" most={20} />
          <Line {...props} name="url" />
        </>
      )
    case 'location_request_message':
      return null
    case 'flow':
      return (
        <div className="grid gap-4 sm:grid-cols-2">
          <Line {...props} name="flowId" explain="flowIdHint" />
          <Line {...props} name="screen" explain="screenHint" optional />
          <Line {...props} name="label" most={30} />
        </div>
      )
    case 'catalog_message':
      return <Line {...props} name="thumbnail" explain="thumbnailHint" optional />
    case 'product':
      return (
        <div className="grid gap-4 sm:grid-cols-2">
          <Line {...props} name="catalogId" />
          <Line {...props} name="productId" explain="productIdHint" />
        </div>
      )
    case 'product_list':
      return (
        <>
          <div className="grid gap-4 sm:grid-cols-2">
            <Line {...props} name="heading" most={60} />
            <Line {...props} name="catalogId" />
          </div>
          <Line {...props} name="products" explain="productsHint" long />
        </>
      )
    case 'other':
      return <Line {...props} name="json" explain="jsonHint" long code />
    default:
      return choice satisfies never
  }
}

function ButtonFields({ draft, faults, onChange }: DraftProps) {
  const { t } = useTranslation()
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-sm font-medium">{t('messages.compose.buttons')}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {draft.buttons.map((title, index) => (
          <Input
            key={index}
            aria-label={t('messages.compose.button', { number: index + 1 })}
            placeholder={t('messages.compose.button', { number: index + 1 })}
            maxLength={20}
            value={title}
            onChange={(event) => {
              const [first, second, third] = draft.buttons
              const typed = event.target.value
              onChange({
                buttons: [
                  index === 0 ? typed : first,
                  index === 1 ? typed : second,
                  index === 2 ? typed : third,
                ],
              })
            }}
          />
        ))}
      </div>
      {faults.buttons ? (
        <p role="alert" className="text-xs text-bad-text">
          {faultText(faults.buttons, t)}
        </p>
      ) : (
        <p className="text-xs text-ink-faint">{t('messages.compose.buttonsHint')}</p>
      )}
    </fieldset>
  )
}
