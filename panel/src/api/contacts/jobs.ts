import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, unwrap } from '../client'

/** Long work is looked at this often while it goes on. */
const LOOK_MS = 1_000

export const contactImport = (id: string) =>
  queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/v1/contacts/imports/{id}', { signal, params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
  })

export function useImport() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async ({ file, key }: { file: File; key: string }) =>
      unwrap(
        client.POST('/v1/contacts/import', {
          params: { header: { 'Idempotency-Key': key } },
          body: await file.text(),
          bodySerializer: (body: unknown) => String(body),
          headers: { 'content-type': 'text/csv' },
        }),
      ),
    onSuccess: (job) => queries.setQueryData(contactImport(job.id).queryKey, job),
  })
}

type Bytes = Promise<{ data?: Blob; error?: unknown; response: Response }>

export function contactsAsCsv(query: { q?: string; tag?: string }): Promise<Blob> {
  return unwrap(client.GET('/v1/contacts/export.csv', { params: { query }, parseAs: 'blob' }) as Bytes)
}
