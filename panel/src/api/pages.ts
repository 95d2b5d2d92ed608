import {
  infiniteQueryOptions,
  keepPreviousData,
  type InfiniteData,
  type QueryKey,
} from '@tanstack/react-query'

type Page<T> = { data: T[]; nextCursor: string | null }
type Wanted = { signal: AbortSignal; query: { limit: number; cursor: string | undefined } }

/** The hub's way to page, as the query cache wants it. */
export const paged = {
  initialPageParam: null as string | null,
  getNextPageParam: (page: { nextCursor: string | null }) => page.nextCursor,
}

/** A list of any length, page after page; what was shown stays until what is asked for instead has come. */
export function endless<T>(queryKey: QueryKey, fetchPage: (wanted: Wanted) => Promise<Page<T>>) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ signal, pageParam }) =>
      fetchPage({ signal, query: { limit: 100, cursor: pageParam ?? undefined } }),
    ...paged,
    placeholderData: keepPreviousData,
  })
}

/** All pages so far as one list. An entry that moved between two fetches appears once. */
export function flatten<T extends { id: string }>(pages: InfiniteData<Page<T>, unknown>): T[] {
  const seen = new Map<string, T>()
  for (const page of pages.pages)
    for (const item of page.data) if (!seen.has(item.id)) seen.set(item.id, item)
  return [...seen.values()]
}

/** A list that is short by nature (devices, keys, people), fetched whole: no list here is cut silently. */
export async function allPages<T>(fetchPage: (cursor: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const all: T[] = []
  let cursor: string | undefined
  do {
    const page = await fetchPage(cursor)
    all.push(...page.data)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return all
}
