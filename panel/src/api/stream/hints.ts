import type { QueryClient } from '@tanstack/react-query'

import type { components } from '../schema'

type Topic = components['schemas']['StreamHint']['topic']

/** What a hint may be about, and the first word of the query keys that show it. */
const SHOWN_BY: Record<Topic, string> = {
  message: 'messages',
  conversation: 'conversations',
  contact: 'contacts',
  device: 'devices',
  template: 'templates',
  delivery: 'deliveries',
  endpoint: 'endpoints',
  alert: 'alerts',
  label: 'labels',
  quickReply: 'quick-replies',
}

/** The query key that a hint concerns, or null for what this panel does not know (a newer hub may say more). */
export function concerns(data: string): string | null {
  try {
    const { topic } = JSON.parse(data) as { topic?: unknown }
    return typeof topic === 'string' && Object.hasOwn(SHOWN_BY, topic) ? SHOWN_BY[topic as Topic] : null
  } catch {
    return null
  }
}

export type Hint = {
  topic: Topic
  id: string | null
  conversationId: string | null
}

type HintListener = (hint: Hint) => void
const listeners = new Set<HintListener>()

/** Hints one by one, for what keeps its own copy in step (an open thread). */
export function onHint(listener: HintListener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(data: string) {
  const { topic, id, conversationId } = JSON.parse(data) as Partial<Hint>
  if (topic)
    listeners.forEach((listener) =>
      listener({ topic, id: id ?? null, conversationId: conversationId ?? null }),
    )
}

const GATHER_MS = 400
const GATHER_SUMMARY_MS = 3_000

/** Pages that sum things up follow along, less often. */
const SUMMED_UP_BY: Record<string, readonly string[]> = {
  messages: ['stats', 'devices'],
  devices: ['stats'],
  deliveries: ['stats', 'endpoints'],
  endpoints: ['stats'],
}

/**
 * Turns hints into refetches. The first is followed at once; those that come while it is fresh are gathered,
 * so a thousand messages a second cost two or three requests a second.
 */
export function hintFollower(queries: QueryClient) {
  const waiting = new Map<string, ReturnType<typeof setTimeout>>()
  const missed = new Set<string>()

  function touch(key: string, gatherMs: number) {
    if (waiting.has(key)) {
      missed.add(key)
      return
    }
    // What is being fetched for the first time may not have seen it yet: it is asked for once more.
    const early = queries
      .getQueryCache()
      .findAll({ queryKey: [key] })
      .some(({ state }) => state.data === undefined && state.fetchStatus === 'fetching')
    if (early) missed.add(key)
    void queries.invalidateQueries({ queryKey: [key] })
    waiting.set(
      key,
      setTimeout(() => {
        waiting.delete(key)
        if (missed.delete(key)) touch(key, gatherMs)
      }, gatherMs),
    )
  }

  return {
    follow(data: string) {
      const key = concerns(data)
      if (!key) return
      tell(data)
      touch(key, GATHER_MS)
      for (const summary of SUMMED_UP_BY[key] ?? []) touch(summary, GATHER_SUMMARY_MS)
    },
    caughtUp() {
      void queries.invalidateQueries()
    },
    stop() {
      waiting.forEach((timer) => clearTimeout(timer))
    },
  }
}
