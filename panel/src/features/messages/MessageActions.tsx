import { CheckCheck, Reply, RotateCw, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { idempotencyKey } from '@/api/client'
import { useCancelMessage, useMarkRead, useRetryMessage } from '@/api/queries/messages'
import type { Message } from '@/api/types'
import { Button } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorState } from '@/ui/ErrorState'
import { toast } from '@/ui/toast'

type Props = { message: Message; onReply: () => void; onOpen: (id: string) => void }

export function MessageActions({ message, onReply, onOpen }: Props) {
  const { t } = useTranslation()
  const cancel = useCancelMessage()
  const read = useMarkRead()
  const retry = useRetryMessage()
  const [key] = useState(idempotencyKey)
  const [asking, setAsking] = useState(false)
  const { status } = message
  const inbound = message.direction === 'inbound'
  const repeatable =
    status === 'failed' || status === 'expired' || status === 'canceled' || status === 'unknown'
  const again = (acceptDuplicate: boolean) =>
    retry.mutate(
      { id: message.id, acceptDuplicate, key },
      {
        onSuccess: (sent) => {
          toast(t('messages.detail.retried'))
          onOpen(sent.id)
        },
      },
    )
  const error = cancel.error ?? read.error ?? (asking ? null : retry.error)
  if (!inbound && status !== 'queued' && !repeatable) return null
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-2">
        {inbound && (
          <Button onClick={onReply} variant="primary" icon={<Reply aria-hidden className="size-4" />}>
            {t('messages.detail.reply')}
          </Button>
        )}
        {inbound && message.readAt === null && (
          <Button
            onClick={() =>
              read.mutate(message.id, { onSuccess: () => toast(t('messages.detail.markedRead')) })
            }
            busy={read.isPending}
            icon={<CheckCheck aria-hidden className="size-4" />}
          >
            {t('messages.detail.markRead')}
          </Button>
        )}
        {status === 'queued' && (
          <Button
            variant="danger"
            onClick={() =>
              cancel.mutate(message.id, { onSuccess: () => toast(t('messages.detail.canceled')) })
            }
            busy={cancel.isPending}
            icon={<X aria-hidden className="size-4" />}
          >
            {t('messages.detail.cancel')}
          </Button>
        )}
        {repeatable && (
          <Button
            onClick={() => (status === 'unknown' ? setAsking(true) : again(false))}
            busy={retry.isPending}
            icon={<RotateCw aria-hidden className="size-4" />}
          >
            {t('messages.detail.retry')}
          </Button>
        )}
      </div>
      {error && <ErrorState error={error} />}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('messages.detail.duplicate.title')}
        action={t('messages.detail.retry')}
        busy={retry.isPending}
        error={retry.isError && <ErrorState error={retry.error} />}
        onConfirm={() => again(true)}
      >
        <p>{t('messages.detail.duplicate.text')}</p>
      </ConfirmDialog>
    </div>
  )
}
