import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { idempotencyKey } from '@/api/client'
import { useUploadMedia } from '@/api/queries/media'
import { useSendMessage } from '@/api/queries/messages'
import type { Device, Message } from '@/api/types'
import { Button } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Select } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { toast } from '@/ui/toast'
import { ContentFields } from './ContentFields'
import { type Draft, EMPTY_DRAFT, faultsOf, isFileKind, messageOf, sendableOver } from './draft'
import { nameOf } from './preview'
import { faultText } from './faultText'

type Props = {
  devices: readonly Device[]
  deviceId: string | undefined
  replyTo: Message | null
  onClose: () => void
}

export function ComposeDialog({ devices, deviceId, replyTo, onClose }: Props) {
  const { t } = useTranslation()
  const [device, setDevice] = useState(deviceId ?? devices[0]?.id ?? '')
  const [draft, setDraft] = useState<Draft>({
    ...EMPTY_DRAFT,
    to: replyTo?.from.phone ?? '',
    messageId: replyTo?.id ?? '',
  })
  const [file, setFile] = useState<File | null>(null)
  const [tried, setTried] = useState(false)
  const [intent, setIntent] = useState(idempotencyKey)
  const upload = useUploadMedia()
  const send = useSendMessage()
  const over = devices.find(({ id }) => id === device)
  const linked = over?.transport === 'WEB'
  const sendable = sendableOver(over)
  const faults = tried ? faultsOf(draft, file !== null) : {}
  function change(changes: Partial<Draft>) {
    setDraft({ ...draft, ...changes })
    // Something else to send is another intent.
    setIntent(idempotencyKey())
  }
  async function submit() {
    setTried(true)
    if (Object.keys(faultsOf(draft, file !== null)).length > 0) return
    try {
      const mediaId = isFileKind(draft.type) && file ? (await upload.mutateAsync(file)).id : null
      const quoted = draft.type === 'reaction' || draft.type === 'template' ? null : (replyTo?.id ?? null)
      await send.mutateAsync({
        deviceId: device,
        body: messageOf(draft, mediaId, quoted, linked),
        key: intent,
      })
    } catch {
      return
    }
    toast(t('messages.compose.sent'))
    onClose()
  }
  function choose(id: string) {
    setDevice(id)
    const possible = sendableOver(devices.find((each) => each.id === id)).includes(draft.type)
    change(possible ? {} : { type: 'text' })
  }
  const title = replyTo
    ? t('messages.compose.reply', { who: nameOf(replyTo.from, t) })
    : t('messages.compose.title')
  const error = upload.error ?? send.error
  return (
    <Dialog open keepOpen onClose={onClose} title={title} wide>
      {devices.length === 0 ? (
        <Notice tone="info">{t('messages.compose.noDevices')}</Notice>
      ) : (
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            void submit()
          }}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label={t('messages.device')}>
              {(control) => (
                <Select {...control} value={device} onChange={(event) => choose(event.target.value)}>
                  {devices.map(({ id, name, phone }) => (
                    <option key={id} value={id}>
                      {phone ? `${name} (${phone})` : name}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            <Field
              label={t('messages.compose.to')}
              hint={t('messages.compose.toHint')}
              error={faultText(faults.to, t)}
            >
              {(control) => (
                <Input
                  {...control}
                  type="tel"
                  autoComplete="off"
                  value={draft.to}
                  onChange={(event) => change({ to: event.target.value })}
                />
              )}
            </Field>
          </div>
          <Field
            label={t('messages.compose.type')}
            hint={
              draft.type !== 'template' && t(linked ? 'messages.compose.linked' : 'messages.compose.window')
            }
          >
            {(control) => (
              <Select
                {...control}
                value={draft.type}
                onChange={(event) => {
                  const type = sendable.find((each) => each === event.target.value)
                  if (type) change({ type })
                }}
              >
                {sendable.map((type) => (
                  <option key={type} value={type}>
                    {t(`words.messageType.${type}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          <ContentFields
            draft={draft}
            faults={faults}
            onChange={change}
            linked={linked}
            file={file}
            onFile={setFile}
          />
          {error && <ErrorState error={error} />}
          <DialogActions>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="primary" busy={upload.isPending || send.isPending}>
              {upload.isPending ? t('messages.compose.uploading') : t('messages.compose.submit')}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  )
}
