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

export const personExport = (id: string) =>
  queryOptions({
    queryKey: ['exports', id],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/exports/{id}', { signal, params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK_MS : false),
  })

export const erasure = (id: string) =>
  queryOptions({
    queryKey: ['erasures', id],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/erasures/{id}', { signal, params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : LOOK_MS),
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

export function useExportPerson() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => unwrap(client.POST('/v1/contacts/{id}/export', { params: { path: { id } } })),
    onSuccess: (job) => queries.setQueryData(personExport(job.id).queryKey, job),
  })
}

export function useErase() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, confirm }: { id: string; confirm: string }) =>
      unwrap(client.POST('/v1/contacts/{id}/erase', { params: { path: { id } }, body: { confirm } })),
    onSuccess: (begun) => queries.setQueryData(erasure(begun.id).queryKey, begun),
  })
}

type Bytes = Promise<{ data?: Blob; error?: unknown; response: Response }>

export function exportArchive(id: string): Promise<Blob> {
  return unwrap(
    client.GET('/v1/exports/{id}/content', { params: { path: { id } }, parseAs: 'blob' }) as Bytes,
  )
}

export function contactsAsCsv(query: { q?: string; tag?: string }): Promise<Blob> {
  return unwrap(client.GET('/v1/contacts/export.csv', { params: { query }, parseAs: 'blob' }) as Bytes)
}
