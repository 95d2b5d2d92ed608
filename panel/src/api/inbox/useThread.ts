import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { client, unwrap } from '../client'
import { onHint } from '../stream/hints'
import type { Conversation, Message } from '../types'
import { aboutOf } from './about'
import { gatherer } from './gather'
import {
  isBehind,
  KEPT,
  type Page,
  type Thread,
  threadOf,
  withMessage,
  withNewer,
  withNewest,
  withOlder,
} from './thread'

const PAGE = 60
/** The most that the hub gives at once. */
const LARGE = 200
/** So many single messages are looked up; more of them come with the newest page. */
const SINGLY = 12

const keyOf = (conversationId: string) => ['inbox', 'thread', conversationId] as const

type Asked = { cursor?: string; around?: string; limit?: number }

function page(conversationId: string, { limit = PAGE, ...asked }: Asked, signal?: AbortSignal) {
  return unwrap(
    client.GET('/v1/conversations/{id}/messages', {
      signal,
      params: { path: { id: conversationId }, query: { limit, ...asked } },
    }),
  )
}

/** The message as it is now; null when it is gone or cannot be had. */
const oneMessage = (id: string) =>
  unwrap(client.GET('/v1/messages/{id}', { params: { path: { id } } })).catch(() => null)

/** Asks for all of what is shown of the thread as it is now. What it answers puts that into the thread as it is then. */
async function refresh(queries: QueryClient, conversationId: string, signal?: AbortSignal) {
  const before = queries.getQueryData<Thread>(keyOf(conversationId))
  const oldest = before?.messages[0]?.id
  const pages: Page[] = []
  if (!before || oldest === undefined) {
    pages.push(await page(conversationId, {}, signal))
  } else if (before.newer !== null) {
    const middle = before.messages[before.messages.length >> 1]?.id ?? oldest
    pages.push(await page(conversationId, { around: middle, limit: LARGE }, signal))
  } else {
    const limit = before.messages.length > PAGE ? LARGE : PAGE
    let came = await page(conversationId, { limit }, signal)
    pages.push(came)
    while (came.nextCursor && (came.data.at(-1)?.id ?? oldest) > oldest && pages.length * LARGE < 2 * KEPT) {
      came = await page(conversationId, { cursor: came.nextCursor, limit }, signal)
      pages.push(came)
    }
  }
  return (now: Thread | undefined): Thread => {
    const [first, ...more] = pages as [Page, ...Page[]]
    const begun = (now && withNewest(now, first)) ?? threadOf(first)
    return more.reduce((thread, next) => withNewest(thread, next) ?? thread, begun)
  }
}

/** A message that the hub just told about, into the thread where it belongs. */
export function putMessage(queries: QueryClient, message: Message) {
  queries.setQueryData<Thread>(keyOf(message.conversationId), (thread) =>
    thread ? withMessage(thread, message) : thread,
  )
}

/** Begins the thread anew: with a message and what stands around it, or with the newest. */
async function begin(queries: QueryClient, conversationId: string, at: string | null) {
  await queries.cancelQueries({ queryKey: keyOf(conversationId) })
  const came = await page(conversationId, at === null ? {} : { around: at, limit: 2 * PAGE })
  queries.setQueryData<Thread>(keyOf(conversationId), threadOf(came, at))
}

/** A thread that was left somewhere in the past is opened at its newest message again, or where reading goes on. */
export function forgetPlace(queries: QueryClient, conversationId: string) {
  const queryKey = keyOf(conversationId)
  const thread = queries.getQueryData<Thread>(queryKey)
  if (thread && thread.newer !== null) queries.removeQueries({ queryKey })
  else if (thread) queries.setQueryData<Thread>(queryKey, { ...thread, at: null, unreadFrom: null })
}

/** A thread that was left before the unread ones came does not tell where they begin. */
function forgetOutdated(queries: QueryClient, { id, unread, lastMessage }: Conversation) {
  const queryKey = keyOf(id)
  const thread = queries.getQueryData<Thread>(queryKey)
  if (thread && unread > 0 && lastMessage && isBehind(thread, lastMessage.id))
    queries.removeQueries({ queryKey })
}

/**
 * The messages of a conversation around the place where somebody reads, kept in step by the hints. It is never fetched
 * or kept as a whole: a thread may hold tens of thousands.
 *
 * @param conversation as it is when it is opened
 * @param start the message at which it is opened; without it where reading goes on
 */
export function useThread(conversation: Conversation, start: string | undefined) {
  const queries = useQueryClient()
  const conversationId = conversation.id
  const [opened] = useState(() => {
    forgetOutdated(queries, conversation)
    return { at: start, unread: conversation.unread }
  })
  const query = useQuery({
    queryKey: keyOf(conversationId),
    queryFn: async ({ signal }) => {
      const { at, unread } = opened
      if (!queries.getQueryData<Thread>(keyOf(conversationId))) {
        // One that is not in this conversation, or no longer, leads to the newest.
        const asked = { around: at ?? 'unread', limit: 2 * PAGE }
        const came = at || unread > PAGE ? await page(conversationId, asked, signal).catch(() => null) : null
        if (came) return at ? threadOf(came, at) : threadOf(came, null, came.around)
      }
      const put = await refresh(queries, conversationId, signal)
      return put(queries.getQueryData(keyOf(conversationId)))
    },
    staleTime: 10_000,
    structuralSharing: false,
  })
  useThreadHints(queries, conversationId)
  const older = useMore(queries, conversationId, 'older')
  const newer = useMore(queries, conversationId, 'newer')
  const beginAt = useCallback(
    (at: string | null) => begin(queries, conversationId, at),
    [queries, conversationId],
  )
  return { ...query, thread: query.data, older, newer, beginAt }
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
      // Where the newest is not shown, what came after it is not asked for.
      const shown = thread.newer === null ? named : named.filter((id) => id <= last)
      if (named.length > 0 && shown.length === 0) return
      if (shown.length === 0 || shown.length > SINGLY || shown.filter((id) => id > last).length > 1) {
        const put = await refresh(queries, conversationId)
        queries.setQueryData<Thread>(keyOf(conversationId), put)
        return
      }
      const found = await Promise.all(shown.map((id) => oneMessage(id)))
      for (const message of found) if (message) putMessage(queries, message)
      // What is said about another message (a reaction, a vote, an edit) changes that one.
      const about = new Set(found.map((message) => message && aboutOf(message)))
      const changed = thread.messages.filter(
        ({ id, wireId }) => about.has(wireId ?? '') && !shown.includes(id),
      )
      const anew = await Promise.all(changed.map(({ id }) => oneMessage(id)))
      for (const message of anew) if (message) putMessage(queries, message)
    }
    const hints = gatherer(follow, 150)
    const stop = onHint((hint) => {
      if (hint.topic === 'conversation' && (hint.conversationId ?? hint.id) === conversationId) {
        void queries.invalidateQueries({ queryKey: ['inbox', 'notes', conversationId] })
        void queries.invalidateQueries({ queryKey: ['inbox', 'conversation', conversationId] })
      }
      if (hint.topic === 'contact' && (hint.conversationId ?? conversationId) === conversationId)
        void queries.invalidateQueries({ queryKey: ['inbox', 'conversation', conversationId] })
      if (hint.topic === 'message' && hint.conversationId === conversationId) hints.add(hint.id)
    })
    return () => {
      stop()
      hints.stop()
    }
  }, [queries, conversationId])
}

/** The next page towards the past or the present. */
function useMore(queries: QueryClient, conversationId: string, way: 'older' | 'newer') {
  const [loading, setLoading] = useState(false)
  const [failed, setFailed] = useState(false)
  const busy = useRef(false)
  const load = useCallback(async () => {
    const thread = queries.getQueryData<Thread>(keyOf(conversationId))
    const cursor = thread?.[way]
    if (!cursor || busy.current) return
    busy.current = true
    setLoading(true)
    try {
      const came = await page(conversationId, { cursor })
      queries.setQueryData<Thread>(keyOf(conversationId), (now) =>
        now && now[way] === cursor ? (way === 'older' ? withOlder(now, came) : withNewer(now, came)) : now,
      )
      setFailed(false)
    } catch {
      setFailed(true)
    } finally {
      busy.current = false
      setLoading(false)
    }
  }, [queries, conversationId, way])
  return { loading, failed, load }
}
