import { useSyncExternalStore } from 'react'
import { authorisedFetch } from '../client'
import { type ServerEvent, sseParser } from './sse'

/** How the panel stands with the hub's stream of hints. */
export type StreamState =
  { state: 'connecting' } | { state: 'live' } | { state: 'lost'; since: number; nextAt: number }

/** The hub sends at least a comment this often; a silent line is a dead one. */
const SILENCE_MS = 45_000
const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 30_000

let stream: StreamState = { state: 'connecting' }
const listeners = new Set<() => void>()

function become(next: StreamState) {
  stream = next
  listeners.forEach((listener) => listener())
}

export function useStreamState(): StreamState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => stream,
  )
}

type Follower = {
  onEvent: (event: ServerEvent) => void
  /** After a gap: what happened meanwhile is not known, so everything shown is asked for again. */
  onCaughtUp: () => void
}

let wakeNow: () => void = () => undefined

/** Does not wait for the next try. */
export function connectNow() {
  wakeNow()
}

/** Follows the stream until the returned function is called: reconnects, with growing waits, for ever. */
export function followStream({ onEvent, onCaughtUp }: Follower): () => void {
  const stopped = new AbortController()
  let lastId: string | null = null
  let failures = 0
  let wake: () => void = () => undefined
  let hangUp: () => void = () => undefined

  async function once() {
    const line = new AbortController()
    const cut = () => line.abort()
    hangUp = cut
    stopped.signal.addEventListener('abort', cut)
    let watchdog = setTimeout(cut, SILENCE_MS)
    try {
      const headers = new Headers({ accept: 'text/event-stream' })
      if (lastId !== null) headers.set('last-event-id', lastId)
      const url = new URL('/v1/stream', window.location.origin)
      const answer = await authorisedFetch(
        new Request(url, { headers, signal: line.signal, cache: 'no-store' }),
      )
      if (!answer.ok || !answer.body) throw new Error(`HTTP ${answer.status}`)
      const again = failures > 0
      failures = 0
      become({ state: 'live' })
      if (again) onCaughtUp()
      const parser = sseParser()
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
      for (;;) {
        const { value, done } = await reader.read()
        if (done) return
        clearTimeout(watchdog)
        watchdog = setTimeout(cut, SILENCE_MS)
        parser.feed(value).forEach(onEvent)
        lastId = parser.lastEventId() ?? lastId
      }
    } finally {
      clearTimeout(watchdog)
      stopped.signal.removeEventListener('abort', cut)
      line.abort()
    }
  }

  async function forever() {
    let since = Date.now()
    while (!stopped.signal.aborted) {
      await once().catch(() => undefined)
      if (stopped.signal.aborted) return
      if (failures === 0) since = Date.now()
      const wait = Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS) * (0.75 + Math.random() / 2)
      failures += 1
      become({ state: 'lost', since, nextAt: Date.now() + wait })
      await new Promise<void>((resolve) => {
        wake = resolve
        setTimeout(resolve, wait)
      })
    }
  }

  const online = () => wake()
  // The browser knows at once that there is no network; the silent line would be found out later.
  const offline = () => hangUp()
  wakeNow = online
  window.addEventListener('online', online)
  window.addEventListener('offline', offline)
  become({ state: 'connecting' })
  void forever()
  return () => {
    window.removeEventListener('online', online)
    window.removeEventListener('offline', offline)
    stopped.abort()
    wake()
  }
}
