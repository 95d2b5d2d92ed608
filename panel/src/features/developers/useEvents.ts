import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { eventsAfter, type HubEvent, newestEvents } from '@/api/queries/events'

const KEPT = 200

/** The events of the company as they happen, newest first, for as long as somebody looks. */
export function useEvents(running: boolean) {
  const start = useQuery(newestEvents())
  const [seen, setSeen] = useState<readonly HubEvent[]>([])
  const [failed, setFailed] = useState<unknown>(null)
  const first = start.data
  useEffect(() => {
    if (!running || !first) return
    const stopped = new AbortController()
    async function follow(cursor: string) {
      while (!stopped.signal.aborted) {
        try {
          const page = await eventsAfter(cursor, stopped.signal)
          cursor = page.nextCursor
          setFailed(null)
          setSeen((before) => {
            const known = new Set(before.map(({ id }) => id))
            const fresh = page.data.filter(({ id }) => !known.has(id))
            return [...fresh.reverse(), ...before].slice(0, KEPT)
          })
        } catch (error) {
          if (stopped.signal.aborted) return
          setFailed(error)
          await new Promise((resolve) => setTimeout(resolve, 5_000))
        }
      }
    }
    void follow(first.cursor)
    return () => stopped.abort()
  }, [running, first])
  const older = first ? [...first.last].reverse() : []
  return {
    events: [...seen, ...older.filter(({ id }) => !seen.some((event) => event.id === id))],
    pending: start.isPending,
    error: start.error ?? failed,
    retry: () => void start.refetch(),
  }
}
