import { useTranslation } from 'react-i18next'
import type { Tone } from '@/lib/tone'
import { Pill } from './Pill'

export const DEVICE_STATES = [
  'CREATED',
  'CONNECTING',
  'QR',
  'CODE',
  'PASSKEY',
  'SYNCING',
  'ONLINE',
  'RECONNECTING',
  'OFFLINE',
  'LOGGED_OUT',
  'RESTRICTED',
  'PAUSED',
  'ERROR',
] as const
export type DeviceStateName = (typeof DEVICE_STATES)[number]

const TONES: Record<DeviceStateName, Tone> = {
  CREATED: 'idle',
  CONNECTING: 'info',
  QR: 'info',
  CODE: 'info',
  PASSKEY: 'info',
  SYNCING: 'info',
  ONLINE: 'ok',
  RECONNECTING: 'warn',
  OFFLINE: 'idle',
  LOGGED_OUT: 'bad',
  RESTRICTED: 'bad',
  PAUSED: 'warn',
  ERROR: 'bad',
}

export function DevicePill({ state }: { state: DeviceStateName }) {
  const { t } = useTranslation()
  return <Pill tone={TONES[state] ?? 'idle'}>{t(`words.deviceState.${state}`)}</Pill>
}
