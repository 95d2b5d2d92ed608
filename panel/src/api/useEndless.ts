import { useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { type endless, flatten } from './pages'

/** What a list of any length has so far, and how to get more of it. */
export function useEndless<T extends { id: string }>(options: ReturnType<typeof endless<T>>) {
  const list = useInfiniteQuery(options)
  const items = useMemo(() => (list.data ? flatten(list.data) : []), [list.data])
  const { fetchNextPage } = list
  const more = useCallback(() => void fetchNextPage(), [fetchNextPage])
  return { list, items, more }
}
