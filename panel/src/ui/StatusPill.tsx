import { useTranslation } from 'react-i18next'
import type { Tone } from '@/lib/tone'
import { Pill } from './Pill'

export const MESSAGE_STATUSES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'expired',
  'unknown',
  'canceled',
] as const
export type MessageStatusName = (typeof MESSAGE_STATUSES)[number]

const MESSAGE_TONES: Record<MessageStatusName, Tone> = {
  queued: 'idle',
  sending: 'info',
  sent: 'info',
  delivered: 'ok',
  read: 'ok',
  played: 'ok',
  failed: 'bad',
  expired: 'bad',
  unknown: 'warn',
  canceled: 'idle',
}

export function MessagePill({ status }: { status: MessageStatusName }) {
  const { t } = useTranslation()
  return <Pill tone={MESSAGE_TONES[status] ?? 'idle'}>{t(`words.messageStatus.${status}`)}</Pill>
}

export const DELIVERY_STATES = ['pending', 'parked', 'delivered', 'dead', 'canceled'] as const
export type DeliveryStateName = (typeof DELIVERY_STATES)[number]

const DELIVERY_TONES: Record<DeliveryStateName, Tone> = {
  pending: 'info',
  parked: 'warn',
  delivered: 'ok',
  dead: 'bad',
  canceled: 'idle',
}

export function DeliveryPill({ state }: { state: DeliveryStateName }) {
  const { t } = useTranslation()
  return <Pill tone={DELIVERY_TONES[state] ?? 'idle'}>{t(`words.deliveryState.${state}`)}</Pill>
}
