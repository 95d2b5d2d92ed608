import { useSyncExternalStore } from 'react'
import { forgetDrafts } from '@/lib/drafts'

/**
 * Who is signed in, as far as the browser knows. The access token lives in this module's memory only;
 * the refresh token is a cookie that no script can read.
 */
export type Session =
  | { state: 'unknown' }
  | { state: 'anonymous' }
  | { state: 'signedIn'; expiresAt: number }
  /** It was signed in and the hub no longer accepts it. The page stays; calls wait for a new login. */
  | { state: 'ended' }

type Tokens = { access_token: string; expires_in: number }

const RENEW_BEFORE_MS = 60_000
const TENANT_KEY = 'palomar.tenant'

let session: Session = { state: 'unknown' }
let accessToken: string | null = null
let tenantId: string | null = localStorage.getItem(TENANT_KEY)
let renewTimer: ReturnType<typeof setTimeout> | undefined
let renewing: Promise<boolean> | null = null
const listeners = new Set<() => void>()
const otherTabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('palomar.session')

function become(next: Session) {
  session = next
  listeners.forEach((listener) => listener())
}

export function currentSession(): Session {
  return session
}

export function bearer(): string | null {
  return accessToken
}

export function onSession(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function useSession(): Session {
  return useSyncExternalStore(onSession, currentSession)
}

export function chosenTenant(): string | null {
  return tenantId
}

export function useChosenTenant(): string | null {
  return useSyncExternalStore(onSession, chosenTenant)
}

/** Every later call is made for this tenant. */
export function chooseTenant(id: string | null) {
  tenantId = id
  if (id) localStorage.setItem(TENANT_KEY, id)
  else localStorage.removeItem(TENANT_KEY)
  listeners.forEach((listener) => listener())
}

export function signedIn(tokens: Tokens) {
  accessToken = tokens.access_token
  clearTimeout(renewTimer)
  const lifetime = tokens.expires_in * 1000
  renewTimer = setTimeout(() => void renew(), Math.max(lifetime - RENEW_BEFORE_MS, lifetime / 2))
  become({ state: 'signedIn', expiresAt: Date.now() + lifetime })
}

function lost() {
  accessToken = null
  clearTimeout(renewTimer)
  if (session.state === 'unknown') become({ state: 'anonymous' })
  else if (session.state === 'signedIn') become({ state: 'ended' })
}

/** After signing out on purpose, here or in another tab. */
export function signedOut(tellOthers = true) {
  accessToken = null
  forgetDrafts()
  clearTimeout(renewTimer)
  chooseTenant(null)
  become({ state: 'anonymous' })
  if (tellOthers) otherTabs?.postMessage('signedOut')
}

otherTabs?.addEventListener('message', () => signedOut(false))

async function askForTokens(): Promise<boolean> {
  const answer = await fetch('/v1/auth/refresh', { method: 'POST', headers: { accept: 'application/json' } })
  if (answer.ok) {
    signedIn((await answer.json()) as Tokens)
    return true
  }
  if (answer.status === 401 || answer.status === 403) lost()
  return false
}

/**
 * Trades the refresh cookie for a new access token. One at a time in the whole browser: a refresh token is
 * good for one use, and two tabs using the same one would look like theft to the hub.
 */
export function renew(): Promise<boolean> {
  if (renewing) return renewing
  // Without https (and not on localhost) the browser has no locks; then there is only this tab's own queue.
  const asked: Promise<boolean> =
    'locks' in navigator
      ? Promise.resolve(navigator.locks.request('palomar.renew', () => askForTokens()))
      : askForTokens()
  renewing = asked
    .catch(() => {
      // Not reached: nothing is known about the session. Try again while it may still be good.
      clearTimeout(renewTimer)
      if (session.state !== 'unknown') renewTimer = setTimeout(() => void renew(), 5_000)
      return false
    })
    .finally(() => {
      renewing = null
    })
  return renewing
}

/** Settles what is known about the session when the page is opened. */
export async function sessionKnown(): Promise<Session> {
  if (session.state === 'unknown') {
    await renew()
    if (currentSession().state === 'unknown') throw new TypeError('The hub could not be reached')
  }
  return session
}

/** Resolves when somebody has signed in again (true) or signed out instead (false). */
export function signedInAgain(signal?: AbortSignal | null): Promise<boolean> {
  return new Promise((resolve) => {
    function settle(result: boolean) {
      stop()
      signal?.removeEventListener('abort', aborted)
      resolve(result)
    }
    const aborted = () => settle(false)
    const stop = onSession(() => {
      if (session.state === 'signedIn') settle(true)
      if (session.state === 'anonymous') settle(false)
    })
    signal?.addEventListener('abort', aborted)
  })
}
