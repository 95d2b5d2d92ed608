import { useTranslation } from 'react-i18next'
import { Checkbox } from '@/ui/Checkbox'
import { Field } from '@/ui/Field'
import { Input, Select, Textarea } from '@/ui/Input'
import { CHOICES, type Draft, type Faults, type FileKind, MANNERS } from './draft'
import { faultText } from './faultText'

type Props = {
  draft: Draft
  faults: Faults
  onChange: (changes: Partial<Draft>) => void
  /** The number is linked by QR. */
  linked: boolean
  file: File | null
  onFile: (file: File | null) => void
}

type TextField = Exclude<keyof Draft, 'type' | 'choice' | 'voice' | 'buttons' | 'several' | 'manner'>

/** The fields of the chosen kind of message. */
export function ContentFields(props: Props) {
  const { t } = useTranslation()
  const { draft } = props
  switch (draft.type) {
    case 'text':
      return <Line {...props} name="text" long />
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return <FileFields {...props} kind={draft.type} />
    case 'location':
      return (
        <div className="grid gap-4 sm:grid-cols-2">
          <Line {...props} name="latitude" />
          <Line {...props} name="longitude" />
          <Line {...props} name="placeName" optional />
          <Line {...props} name="address" optional />
        </div>
      )
    case 'contacts':
      return (
        <div className="grid gap-4 sm:grid-cols-2">
          <Line {...props} name="contactName" />
          <Line {...props} name="contactPhone" />
        </div>
      )
    case 'reaction':
      return (
        <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
          <Line {...props} name="messageId" explain="messageIdHint" />
          <Line {...props} name="emoji" explain="emojiHint" />
        </div>
      )
    case 'interactive':
      return (
        <>
          <Line {...props} name="text" long />
          <ChoiceFields {...props} />
        </>
      )
    case 'poll':
      return (
        <>
          <Line {...props} name="question" />
          <Line {...props} name="options" explain="optionsHint" long />
          <Checkbox
            label={t('messages.compose.several')}
            checked={draft.several}
            onChange={(several) => props.onChange({ several })}
          />
        </>
      )
    case 'template':
      return (
        <>
          <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
            <Line {...props} name="templateName" />
            <Line {...props} name="language" />
          </div>
          <Line {...props} name="components" explain="componentsHint" long optional code />
        </>
      )
    default:
      return draft.type satisfies never
  }
}

type LineProps = Props & {
  name: TextField
  explain?: 'messageIdHint' | 'emojiHint' | 'optionsHint' | 'rowsHint' | 'componentsHint'
  long?: boolean
  optional?: boolean
  code?: boolean
}

function Line({ draft, faults, onChange, name, explain, long, optional, code }: LineProps) {
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
          value={draft[name]}
          onChange={(event) => onChange({ [name]: event.target.value })}
        />
      )}
    </Field>
  )
}

const ACCEPTED: Record<FileKind, string | undefined> = {
  image: 'image/jpeg,image/png',
  video: 'video/mp4,video/3gpp',
  audio: 'audio/*',
  document: undefined,
  sticker: 'image/webp',
}

function FileFields(props: Props & { kind: FileKind }) {
  const { t } = useTranslation()
  const { draft, faults, onChange, onFile, kind } = props
  return (
    <>
      <Field
        label={t('messages.compose.file')}
        hint={t('messages.compose.fileHint')}
        error={faultText(faults.file, t)}
      >
        {(control) => (
          <Input
            {...control}
            key={kind}
            type="file"
            accept={ACCEPTED[kind]}
            className="h-auto py-1.5 file:mr-3 file:rounded-sm file:border-0 file:bg-hover file:px-2 file:py-1 file:text-xs file:text-ink"
            onChange={(event) => {
              onFile(event.target.files?.[0] ?? null)
              onChange({})
            }}
          />
        )}
      </Field>
      {kind !== 'audio' && kind !== 'sticker' && <Line {...props} name="caption" optional />}
      {kind === 'document' && <Line {...props} name="filename" optional />}
      {props.linked && (kind === 'image' || kind === 'video') && <MannerField {...props} kind={kind} />}
      {kind === 'audio' && (
        <Checkbox
          label={t('messages.compose.voice')}
          checked={draft.voice}
          onChange={(voice) => onChange({ voice })}
        />
      )}
    </>
  )
}

function MannerField({ draft, onChange, kind }: Props & { kind: keyof typeof MANNERS }) {
  const { t } = useTranslation()
  const manners = MANNERS[kind]
  return (
    <Field label={t('messages.compose.manner')}>
      {(control) => (
        <Select
          {...control}
          value={manners.find((manner) => manner === draft.manner) ?? 'plain'}
          onChange={(event) => {
            const manner = manners.find((each) => each === event.target.value)
            if (manner) onChange({ manner })
          }}
        >
          {manners.map((manner) => (
            <option key={manner} value={manner}>
              {t(`messages.compose.manners.${manner}`)}
            </option>
          ))}
        </Select>
      )}
    </Field>
  )
}

function ChoiceFields(props: Props) {
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
      {draft.choice === 'button' && <ButtonFields {...props} />}
      {draft.choice !== 'button' && <Line {...props} name="label" />}
      {draft.choice === 'list' && <Line {...props} name="rows" explain="rowsHint" long />}
      {draft.choice === 'cta_url' && <Line {...props} name="url" />}
    </>
  )
}

function ButtonFields({ draft, faults, onChange }: Props) {
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
