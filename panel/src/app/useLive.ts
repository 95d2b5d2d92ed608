import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { followStream } from '@/api/stream/connection'
import { hintFollower } from '@/api/stream/hints'

/** Keeps what is shown in step with the hub for as long as the tenant is open. */
export function useLive(tenantId: string) {
  const queries = useQueryClient()
  useEffect(() => {
    const hints = hintFollower(queries)
    const stop = followStream({
      onEvent: (event) => {
        if (event.event === 'hint') hints.follow(event.data)
        else if (event.event === 'reset') hints.caughtUp()
      },
      onCaughtUp: hints.caughtUp,
    })
    return () => {
      stop()
      hints.stop()
    }
  }, [queries, tenantId])
}
