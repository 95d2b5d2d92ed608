import { queryOptions } from '@tanstack/react-query'
import type { components } from '../schema'
import { client, unwrap } from '../client'

export type HubEvent = components['schemas']['Event']

const PAGE = 1000
const WAIT_SECONDS = 20

/** Where the events end now: whoever watches begins here. */
export const newestEvents = () =>
  queryOptions({
    queryKey: ['events', 'newest'],
    queryFn: async ({ signal }) => {
      let cursor: string | undefined
      let last: HubEvent[] = []
      for (;;) {
        const page = await unwrap(
          client.GET('/v1/events', { signal, params: { query: { limit: PAGE, after: cursor } } }),
        )
        if (page.data.length > 0) last = page.data.slice(-20)
        cursor = page.nextCursor
        if (page.data.length < PAGE) return { cursor, last }
      }
    },
    staleTime: Infinity,
    gcTime: 0,
  })

/** Waits for what comes after `cursor`. */
export async function eventsAfter(cursor: string, signal: AbortSignal) {
  return unwrap(
    client.GET('/v1/events', {
      signal,
      params: { query: { after: cursor, limit: 200, wait: WAIT_SECONDS } },
    }),
  )
}
