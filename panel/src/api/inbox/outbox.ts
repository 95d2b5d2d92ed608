import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { client, idempotencyKey, unwrap } from '../client'
import type { SendMessage } from '../types'
import { uploadFile } from '../upload'
import { putMessage } from './useThread'

/** A file that goes along, and the message to make when the hub has it. */
export type Attached = { file: File; body: (mediaId: string) => SendMessage }

/**
 * What somebody sent and the hub has not taken yet. It is shown at once; when the hub has taken it, the message itself
 * takes its place.
 */
export type Leaving = {
  id: string
  conversationId: string
  deviceId: string
  at: string
  /** One line of it, as long as there is no message to draw. */
  text: string
  file: File | null
  progress: number
  state: 'uploading' | 'sending' | 'failed'
  error: unknown
}

type Order = Leaving & { body: SendMessage | null; attached: Attached | null; abort: AbortController }

let orders: readonly Order[] = []
const listeners = new Set<() => void>()

function become(next: readonly Order[]) {
  orders = next
  listeners.forEach((listener) => listener())
}

function change(id: string, changes: Partial<Order>) {
  become(orders.map((order) => (order.id === id ? { ...order, ...changes } : order)))
}

function drop(id: string) {
  become(orders.filter((order) => order.id !== id))
}

async function go(queries: QueryClient, id: string) {
  const order = orders.find((each) => each.id === id)
  if (!order) return
  try {
    let { body } = order
    if (!body && order.attached) {
      change(id, { state: 'uploading', error: null })
      const media = await uploadFile(order.attached.file, {
        signal: order.abort.signal,
        onProgress: (progress) => change(id, { progress }),
      })
      body = order.attached.body(media.id)
      change(id, { body })
    }
    if (!body) return
    change(id, { state: 'sending', error: null })
    // The key is the order's own: sent again after a broken line, it is one message still.
    const taken = await unwrap(
      client.POST('/v1/devices/{id}/messages/send', {
        params: { path: { id: order.deviceId }, header: { 'Idempotency-Key': id } },
        body,
      }),
    )
    const message = await unwrap(client.GET('/v1/messages/{id}', { params: { path: { id: taken.id } } }))
    putMessage(queries, message)
    drop(id)
  } catch (error) {
    if (order.abort.signal.aborted) drop(id)
    else change(id, { state: 'failed', error })
  }
}

/** Sending in one conversation, in the order in which it was asked for. */
export function useOutbox(conversationId: string) {
  const queries = useQueryClient()
  const all = useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => orders,
  )
  const leaving = useMemo(
    () => all.filter((order) => order.conversationId === conversationId) as readonly Leaving[],
    [all, conversationId],
  )
  const send = useCallback(
    (deviceId: string, text: string, what: SendMessage | Attached) => {
      const attached = 'file' in what && what.file instanceof File ? (what as Attached) : null
      const id = idempotencyKey()
      const order: Order = {
        id,
        conversationId,
        deviceId,
        at: new Date().toISOString(),
        text,
        file: attached?.file ?? null,
        progress: 0,
        state: attached ? 'uploading' : 'sending',
        error: null,
        body: attached ? null : (what as SendMessage),
        attached,
        abort: new AbortController(),
      }
      become([...orders, order])
      void inTurn(queries, order)
    },
    [conversationId, queries],
  )
  const again = useCallback((id: string) => void go(queries, id), [queries])
  const cancel = useCallback((id: string) => {
    const order = orders.find((each) => each.id === id)
    order?.abort.abort()
    if (order?.state === 'failed') drop(id)
  }, [])
  return { leaving, send, again, cancel }
}

const turns = new Map<string, Promise<void>>()

/** Texts of one conversation wait for each other, so that they arrive in the order in which they were written. */
function inTurn(queries: QueryClient, order: Order): Promise<void> {
  const before = turns.get(order.conversationId) ?? Promise.resolve()
  const next = order.attached ? go(queries, order.id) : before.then(() => go(queries, order.id))
  if (!order.attached) turns.set(order.conversationId, next)
  return next
}
