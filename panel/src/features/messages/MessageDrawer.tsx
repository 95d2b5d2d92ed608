import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { message as oneMessage } from '@/api/queries/messages'
import type { Message, MessageError } from '@/api/types'
import { useCause } from '@/i18n/causes'
import { CodeBlock, Mono } from '@/ui/Code'
import { Dialog } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { KeyValues } from '@/ui/KeyValues'
import { Notice } from '@/ui/Notice'
import { SkeletonLines } from '@/ui/Skeleton'
import { MessagePill } from '@/ui/StatusPill'
import { Time } from '@/ui/Time'
import { MessageActions } from './MessageActions'
import { MessageContent } from './MessageContent'
import { nameOf, otherSide } from './preview'
import { SendAttempts } from './SendAttempts'
import { StatusHistory } from './StatusHistory'

type Props = {
  id: string
  deviceName: (id: string) => string
  onClose: () => void
  onOpen: (id: string) => void
  onReply: (message: Message) => void
}

export function MessageDrawer({ id, deviceName, onClose, onOpen, onReply }: Props) {
  const { t } = useTranslation()
  const one = useQuery(oneMessage(id))
  const data = one.data
  return (
    <Dialog
      kind="drawer"
      open
      onClose={onClose}
      title={data ? nameOf(otherSide(data), t) : t('messages.detail.title')}
      description={
        data && `${t(`words.direction.${data.direction}`)} · ${t(`words.messageType.${data.type}`)}`
      }
    >
      {one.isPending && <SkeletonLines lines={9} />}
      {one.isError && <ErrorState error={one.error} onRetry={() => void one.refetch()} />}
      {data && (
        <div className="grid gap-5">
          <MessageContent message={data} />
          {data.backfilled && <Notice tone="info">{t('messages.detail.backfilled')}</Notice>}
          {data.error && <Failure error={data.error} />}
          <MessageActions message={data} onReply={() => onReply(data)} onOpen={onOpen} />
          <Facts message={data} deviceName={deviceName} onOpen={onOpen} />
          {data.direction === 'outbound' && (
            <>
              <Part title={t('messages.detail.history')}>
                <StatusHistory changes={data.statusHistory} />
              </Part>
              <Part title={t('messages.detail.attempts')}>
                <SendAttempts id={data.id} />
              </Part>
            </>
          )}
          <Part title={t('messages.detail.json')}>
            <CodeBlock label={t('messages.detail.json')} code={JSON.stringify(data, null, 2)} />
          </Part>
        </div>
      )}
    </Dialog>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-semibold text-ink">{title}</h3>
      {children}
    </section>
  )
}

function Failure({ error }: { error: MessageError }) {
  const { t } = useTranslation()
  const cause = useCause()
  return (
    <Notice tone="bad" title={t('messages.detail.error')}>
      <p>{cause(error.code, error.cause)}</p>
      <p className="mt-1 text-xs">
        {t('messages.detail.errorCode', { code: error.code })} {'·'} {error.message}
      </p>
    </Notice>
  )
}

function Facts({ message, deviceName, onOpen }: { message: Message } & Pick<Props, 'deviceName' | 'onOpen'>) {
  const { t } = useTranslation()
  const party = (side: Message['from']) =>
    [side.name, side.phone ?? side.userId ?? side.lid].filter(Boolean).join(' · ')
  const link = (id: string) => (
    <button type="button" onClick={() => onOpen(id)} className="text-accent-text underline">
      <Mono>{id}</Mono>
    </button>
  )
  const quoted = message.context?.id
  return (
    <KeyValues
      items={[
        message.status && [t('common.state'), <MessagePill key="status" status={message.status} />],
        [t('messages.detail.from'), party(message.from) || '–'],
        [t('messages.detail.to'), party(message.to) || '–'],
        [t('messages.device'), deviceName(message.deviceId)],
        [t('messages.detail.when'), <Time key="sent" at={message.sentAt} as="full" />],
        [t('messages.detail.recorded'), <Time key="created" at={message.createdAt} as="full" />],
        message.readAt && [t('messages.detail.read'), <Time key="read" at={message.readAt} as="full" />],
        message.editedAt && [
          t('messages.detail.edited'),
          <Time key="edited" at={message.editedAt} as="full" />,
        ],
        message.revokedAt && [
          t('messages.detail.revoked'),
          <Time key="revoked" at={message.revokedAt} as="full" />,
        ],
        quoted && [t('messages.detail.inReplyTo'), <Mono key="quoted">{quoted}</Mono>],
        message.retryOf && [t('messages.detail.retryOf'), link(message.retryOf)],
        message.clientReference && [
          t('messages.detail.reference'),
          <Mono key="ref">{message.clientReference}</Mono>,
        ],
        [t('common.id'), <Mono key="id">{message.id}</Mono>],
        message.wireId && [t('messages.detail.wireId'), <Mono key="wire">{message.wireId}</Mono>],
        [
          t('messages.detail.conversation'),
          <Link
            key="cnv"
            to="/inbox/$conversationId"
            params={{ conversationId: message.conversationId }}
            search={{ message: message.id }}
            className="text-accent-text underline"
          >
            <Mono>{message.conversationId}</Mono>
          </Link>,
        ],
      ]}
    />
  )
}
