import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, SendMessage } from '@/api/types'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { Textarea } from '@/ui/Input'
import type { Address } from '../people'

/** A message of ours that is to say something else, or nothing any more. */
export type Change = { do: 'edit' | 'revoke'; message: Message }

type Props = {
  change: Change
  address: Address
  onClose: () => void
  onSend: (text: string, what: SendMessage) => void
}

export function Changing({ change, address, onClose, onSend }: Props) {
  const { t } = useTranslation()
  const { message } = change
  if (change.do === 'edit') return <Edit {...{ change, address, onClose, onSend }} />
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('inbox.change.revokeTitle')}
      action={t('inbox.change.revoke')}
      onConfirm={() => {
        onSend(t('inbox.change.revoking'), {
          ...address,
          type: 'revoke',
          revoke: { original_message_id: message.id },
        })
        onClose()
      }}
    >
      {t('inbox.change.revokeText')}
    </ConfirmDialog>
  )
}

function Edit({ change: { message }, address, onClose, onSend }: Props) {
  const { t } = useTranslation()
  const before = wordsOf(message)
  const [text, setText] = useState(before)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const said = text.trim()
  function send() {
    if (said === '' || said === before) return
    onSend(said, {
      ...address,
      type: 'edit',
      edit: { original_message_id: message.id, message: editedTo(message, said) },
    })
    onClose()
  }
  return (
    <Dialog
      open
      keepOpen
      onClose={onClose}
      title={t('inbox.change.editTitle')}
      description={t('inbox.change.editText')}
    >
      <Textarea
        ref={field}
        aria-label={t('inbox.composer.label')}
        value={text}
        maxLength={4096}
        rows={4}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
          event.preventDefault()
          send()
        }}
      />
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button variant="primary" disabled={said === '' || said === before} onClick={send}>
          {t('common.save')}
        </Button>
      </DialogActions>
    </Dialog>
  )
}

function wordsOf({ text, image, video, document }: Message): string {
  return text?.body ?? (image ?? video ?? document)?.caption ?? ''
}

function editedTo({ type }: Message, said: string) {
  switch (type) {
    case 'image':
      return { type, image: { caption: said } } as const
    case 'video':
      return { type, video: { caption: said } } as const
    case 'document':
      return { type, document: { caption: said } } as const
    default:
      return { type: 'text', text: { body: said } } as const
  }
}
