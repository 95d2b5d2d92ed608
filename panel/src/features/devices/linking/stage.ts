import type { DeviceState } from '@/api/types'

/** How far the linking of a phone has come, as a person goes through it. */
export type Stage = 'preparing' | 'scan' | 'code' | 'passkey' | 'syncing' | 'done' | 'stopped'

const STAGES: Record<DeviceState, Stage> = {
  CREATED: 'stopped',
  CONNECTING: 'preparing',
  QR: 'scan',
  CODE: 'code',
  PASSKEY: 'passkey',
  SYNCING: 'syncing',
  ONLINE: 'done',
  PAUSED: 'done',
  RESTRICTED: 'done',
  RECONNECTING: 'preparing',
  OFFLINE: 'stopped',
  LOGGED_OUT: 'stopped',
  ERROR: 'stopped',
}

export function stageOf(state: DeviceState): Stage {
  return STAGES[state]
}

/** Whether a phone can be linked to a number that stands so. */
export function isLinkable(state: DeviceState): boolean {
  return ['CREATED', 'CONNECTING', 'QR', 'CODE', 'PASSKEY', 'LOGGED_OUT'].includes(state)
}

/** Whether nothing shows a code until somebody asks for one. */
export function needsConnect(state: DeviceState): boolean {
  return stageOf(state) === 'stopped'
}

/** What is left of `expiresAt`, in whole seconds, never below none. */
export function secondsLeft(expiresAt: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(expiresAt) - now) / 1000))
}

const E164 = /^\+[1-9]\d{7,14}$/

/** The number as the hub wants it, from how people write it; null when it is none. */
export function phoneOf(typed: string): string | null {
  const bare = typed.replace(/[\s().-]/g, '')
  return E164.test(bare) ? bare : null
}
