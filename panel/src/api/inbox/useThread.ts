import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { client, unwrap } from '../client'
import { onHint } from '../stream/hints'
import type { Message } from '../types'
import { gatherer } from './gather'
import { type Thread, threadOf, withMessage, withNewest, withOlder } from './thread'

const PAGE = 60
/** So many single messages are looked up; more of them come with the newest page. */
const SINGLY = 12

const keyOf = (conversationId: string) => ['inbox', 'thread', conversationId] as const

function page(conversationId: string, cursor: string | null, signal?: AbortSignal, limit = PAGE) {
  return unwrap(
    client.GET('/v1/conversations/{id}/messages', {
      signal,
      params: { path: { id: conversationId }, query: { limit, ...(cursor !== null && { cursor }) } },
    }),
  )
}

async function newest(queries: QueryClient, conversationId: string, signal?: AbortSignal): Promise<Thread> {
  const came = await page(conversationId, null, signal)
  const before = queries.getQueryData<Thread>(keyOf(conversationId))
  return (before && withNewest(before, came)) ?? threadOf(came)
}

/** A message that the hub just told about, into the thread where it belongs. */
export function putMessage(queries: QueryClient, message: Message) {
  queries.setQueryData<Thread>(keyOf(message.conversationId), (thread) =>
    thread ? withMessage(thread, message) : thread,
  )
}

/** So far back a message is looked for; older ones are opened by themselves. */
const SEEK_PAGES = 60

/** Fetches older messages until the given one is here. False when it is too far back or not in this thread. */
export async function seek(
  queries: QueryClient,
  conversationId: string,
  messageId: string,
): Promise<boolean> {
  for (let pages = 0; pages < SEEK_PAGES; pages++) {
    const thread = queries.getQueryData<Thread>(keyOf(conversationId))
    if (!thread) return false
    if (thread.messages.some(({ id }) => id === messageId)) return true
    if (!thread.older || (thread.messages[0]?.id ?? '') < messageId) return false
    const came = await page(conversationId, thread.older, undefined, 200)
    queries.setQueryData<Thread>(keyOf(conversationId), (now) =>
      now && now.older === thread.older ? withOlder(now, came) : now,
    )
  }
  return false
}

/**
 * The messages of a conversation, as far back as somebody looked, kept in step by the hints. What is here is never
 * fetched again as a whole: a thread may hold tens of thousands.
 */
export function useThread(conversationId: string) {
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: keyOf(conversationId),
    queryFn: ({ signal }) => newest(queries, conversationId, signal),
    staleTime: 10_000,
    structuralSharing: false,
  })
  useThreadHints(queries, conversationId)
  const { loadOlder, loadingOlder, olderError } = useOlder(queries, conversationId)
  return { ...query, thread: query.data, loadOlder, loadingOlder, olderError }
}

/** The thread, once its first page is here: what is told meanwhile is not missed. Undefined when it does not come. */
async function present(queries: QueryClient, conversationId: string): Promise<Thread | undefined> {
  for (let waits = 0; waits < 100; waits++) {
    const thread = queries.getQueryData<Thread>(keyOf(conversationId))
    if (thread) return thread
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return undefined
}

function useThreadHints(queries: QueryClient, conversationId: string) {
  useEffect(() => {
    async function follow(ids: readonly (string | null)[]) {
      const named = [...new Set(ids)].filter((id) => id !== null)
      const thread = await present(queries, conversationId)
      if (!thread) return
      const last = thread.messages.at(-1)?.id ?? ''
      const several =
        named.length === 0 || named.length > SINGLY || named.filter((id) => id > last).length > 1
      if (several) {
        const fresh = await newest(queries, conversationId)
        queries.setQueryData(keyOf(conversationId), fresh)
        return
      }
      const found = await Promise.all(
        named.map((id) =>
          unwrap(client.GET('/v1/messages/{id}', { params: { path: { id } } })).catch(() => null),
        ),
      )
      for (const message of found) if (message) putMessage(queries, message)
    }
    const hints = gatherer(follow, 150)
    const stop = onHint((hint) => {
      if (hint.topic === 'conversation' && (hint.conversationId ?? hint.id) === conversationId) {
        void queries.invalidateQueries({ queryKey: ['inbox', 'notes', conversationId] })
        void queries.invalidateQueries({ queryKey: ['inbox', 'conversation', conversationId] })
      }
      if (hint.topic === 'message' && hint.conversationId === conversationId) hints.add(hint.id)
    })
    return () => {
      stop()
      hints.stop()
    }
  }, [queries, conversationId])
}

function useOlder(queries: QueryClient, conversationId: string) {
  const [loadingOlder, setLoading] = useState(false)
  const [olderError, setError] = useState<unknown>(null)
  const busy = useRef(false)
  const loadOlder = useCallback(
    async (limit = PAGE) => {
      const thread = queries.getQueryData<Thread>(keyOf(conversationId))
      if (!thread?.older || busy.current) return false
      busy.current = true
      setLoading(true)
      try {
        const came = await page(conversationId, thread.older, undefined, limit)
        queries.setQueryData<Thread>(keyOf(conversationId), (now) =>
          now && now.older === thread.older ? withOlder(now, came) : now,
        )
        setError(null)
        return true
      } catch (error) {
        setError(error)
        return false
      } finally {
        busy.current = false
        setLoading(false)
      }
    },
    [queries, conversationId],
  )
  return { loadOlder, loadingOlder, olderError }
}
