import { queryOptions, type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { client, unwrap } from '../client'
import type { paths } from '../schema'
import { onHint } from '../stream/hints'
import type { Conversation } from '../types'
import { gatherer } from './gather'
import { letGoBelow, type Listed, listOf, withConversation, withFirst, withMore } from './list'

export type ConversationQuery = Omit<
  NonNullable<paths['/v1/conversations']['get']['parameters']['query']>,
  'limit' | 'cursor'
>

const PAGE = 100
const SINGLY = 8
/** So many are kept when somebody is back at the top of a long list. */
const KEPT = 300

const keyOf = (query: ConversationQuery) => ['inbox', 'list', query] as const

export const conversation = (id: string) =>
  queryOptions({
    queryKey: ['inbox', 'conversation', id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/v1/conversations/{id}', { signal, params: { path: { id } } })),
  })

function page(query: ConversationQuery, cursor: string | null, signal?: AbortSignal) {
  return unwrap(
    client.GET('/v1/conversations', {
      signal,
      params: { query: { ...query, limit: PAGE, ...(cursor !== null && { cursor }) } },
    }),
  )
}

async function first(queries: QueryClient, query: ConversationQuery, signal?: AbortSignal): Promise<Listed> {
  const came = await page(query, null, signal)
  for (const one of came.data) {
    const { queryKey } = conversation(one.id)
    if (queries.getQueryData(queryKey)) queries.setQueryData(queryKey, one)
  }
  const before = queries.getQueryData<Listed>(keyOf(query))
  return before ? withFirst(before, came) : listOf(came)
}

/** A conversation as the hub just answered it, wherever it is shown. */
export function putConversation(queries: QueryClient, changed: Conversation) {
  queries.setQueryData(conversation(changed.id).queryKey, changed)
  for (const [key, list] of queries.getQueriesData<Listed>({ queryKey: ['inbox', 'list'] })) {
    if (!list) continue
    const query = key[2] as ConversationQuery
    const known = list.conversations.some(({ id }) => id === changed.id)
    const belongs = fits(changed, query, known)
    queries.setQueryData(key, withConversation(list, changed, belongs))
  }
}

let meId: string | null = null

/** Who looks: `me` in a filter is them. */
export function lookAs(userId: string) {
  meId = userId
}

/** Whether it belongs into a list with these filters. What only the hub can tell stays as it is. */
export function fits(one: Conversation, query: ConversationQuery, known: boolean): boolean {
  if (query.deviceId && one.deviceId !== query.deviceId) return false
  if (query.state && one.state !== query.state) return false
  if (query.unread !== undefined && one.unread > 0 !== query.unread) return false
  if (query.label && !one.labels.some(({ id }) => id === query.label)) return false
  if (query.assignee === 'none' && one.assignee) return false
  if (query.assignee === 'me' && one.assignee?.id !== meId) return false
  if (query.contactId && one.contact?.contactId !== query.contactId) return false
  return query.q ? known : true
}

/** The list of conversations, page after page as one scrolls, kept in step by the hints. */
export function useConversations(query: ConversationQuery) {
  const queries = useQueryClient()
  const key = JSON.stringify(query)
  const current = useRef(query)
  useEffect(() => {
    current.current = query
  })
  const list = useQuery({
    queryKey: keyOf(query),
    queryFn: ({ signal }) => first(queries, query, signal),
    staleTime: 10_000,
    structuralSharing: false,
  })
  useListHints(queries, key)
  const [loadingMore, setLoading] = useState(false)
  const busy = useRef(false)
  const loadMore = useCallback(async () => {
    const asked = JSON.parse(key) as ConversationQuery
    const before = queries.getQueryData<Listed>(keyOf(asked))
    if (!before?.more || busy.current) return
    busy.current = true
    setLoading(true)
    try {
      const came = await page(asked, before.more)
      queries.setQueryData<Listed>(keyOf(asked), (now) =>
        now && now.more === before.more ? withMore(now, came) : now,
      )
    } catch {
      // It is asked for again when one scrolls on.
    } finally {
      busy.current = false
      setLoading(false)
    }
  }, [queries, key])
  const letGo = useCallback(() => {
    const asked = JSON.parse(key) as ConversationQuery
    const before = queries.getQueryData<Listed>(keyOf(asked))
    if (!before || busy.current || before.conversations.length < 2 * KEPT) return
    queries.setQueryData<Listed>(keyOf(asked), letGoBelow(before, KEPT))
  }, [queries, key])
  return { ...list, loadMore, loadingMore, letGo }
}

function useListHints(queries: QueryClient, key: string) {
  useEffect(() => {
    const query = JSON.parse(key) as ConversationQuery
    async function follow(ids: readonly (string | null)[]) {
      const named = [...new Set(ids)].filter((id) => id !== null)
      if (named.length === 0 || named.length > SINGLY || query.q) {
        queries.setQueryData(keyOf(query), await first(queries, query))
      }
      const single = named.length <= SINGLY ? named : []
      const found = await Promise.all(
        single.map((id) =>
          unwrap(client.GET('/v1/conversations/{id}', { params: { path: { id } } })).catch(() => null),
        ),
      )
      for (const changed of found) if (changed) putConversation(queries, changed)
    }
    const hints = gatherer(follow, 300)
    const stop = onHint((hint) => {
      if (hint.topic === 'message' || hint.topic === 'contact') hints.add(hint.conversationId)
      if (hint.topic === 'conversation') hints.add(hint.conversationId ?? hint.id)
    })
    return () => {
      stop()
      hints.stop()
    }
  }, [queries, key])
}
