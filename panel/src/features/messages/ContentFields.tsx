import { useTranslation } from 'react-i18next'
import { Checkbox } from '@/ui/Checkbox'
import { Field } from '@/ui/Field'
import { Input, Select } from '@/ui/Input'
import { ChoiceFields } from './ChoiceFields'
import { type FileKind, MANNERS } from './draft'
import { type DraftProps, Line } from './Line'
import { faultText } from './faultText'

type Props = DraftProps & {
  /** The number is linked by QR. */
  linked: boolean
  file: File | null
  onFile: (file: File | null) => void
}

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
      return <ChoiceFields {...props} />
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
