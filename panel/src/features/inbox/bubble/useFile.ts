import { type QueryClient, useQuery, useQueryClient } from '@tanstack/react-query'
import { mediaObjectUrl } from '@/api/queries/media'

/** A file by an address that lives as long as it is shown. `wanted` false: it is not fetched yet. */
export function useFile(id: string | null, wanted = true) {
  freeWhenForgotten(useQueryClient())
  return useQuery({
    queryKey: ['media', id, 'file'],
    queryFn: ({ signal }) => mediaObjectUrl(id ?? '', signal),
    enabled: id !== null && wanted,
    staleTime: Infinity,
    gcTime: 60_000,
  })
}

const watched = new WeakSet<QueryClient>()

/** The browser keeps a file until its address is given up: when the cache forgets it, nobody shows it any more. */
function freeWhenForgotten(queries: QueryClient) {
  if (watched.has(queries)) return
  watched.add(queries)
  queries.getQueryCache().subscribe(({ type, query }) => {
    const data: unknown = query.state.data
    if (
      type === 'removed' &&
      query.queryKey[0] === 'media' &&
      query.queryKey[2] === 'file' &&
      typeof data === 'string'
    ) {
      URL.revokeObjectURL(data)
    }
  })
}

/** Saves a file of the hub on the person's machine. */
export async function saveFile(id: string, filename: string) {
  const url = await mediaObjectUrl(id)
  const anchor = document.createElement('a')
  anchor.href = url
  anchor.download = filename
  anchor.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
