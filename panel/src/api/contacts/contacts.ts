import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'
import { allPages, endless } from '../pages'
import type { ConsentCreate, ContactCreate, ContactPatch } from '../types'

export type ContactQuery = { q?: string; tag?: string }

export const contactList = (query: ContactQuery) =>
  endless(['contacts', 'list', query], ({ signal, query: page }) =>
    unwrap(client.GET('/v1/contacts', { signal, params: { query: { ...query, ...page } } })),
  )

/** Every entry of somebody's consent register, newest first. */
export const consents = (contactId: string) =>
  queryOptions({
    queryKey: ['contacts', 'consents', contactId],
    queryFn: ({ signal }) =>
      allPages((cursor) =>
        unwrap(
          client.GET('/v1/contacts/{id}/consents', {
            signal,
            params: { path: { id: contactId }, query: { limit: 200, cursor } },
          }),
        ),
      ),
  })

export const conversationsOf = (contactId: string) =>
  queryOptions({
    queryKey: ['conversations', 'of', contactId],
    queryFn: async ({ signal }) =>
      (await unwrap(client.GET('/v1/conversations', { signal, params: { query: { contactId, limit: 50 } } })))
        .data,
  })

function useContactsChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: ['contacts'] }) })
}

const intent = () => ({ 'Idempotency-Key': idempotencyKey() })

export function useCreateContact() {
  return useContactsChange((body: ContactCreate) =>
    unwrap(client.POST('/v1/contacts', { params: { header: intent() }, body })),
  )
}

export function useChangeContact(id: string) {
  return useContactsChange((body: ContactPatch) =>
    unwrap(client.PATCH('/v1/contacts/{id}', { params: { path: { id } }, body })),
  )
}

export function useRecordConsent(id: string) {
  return useContactsChange((body: ConsentCreate) =>
    unwrap(client.POST('/v1/contacts/{id}/consents', { params: { path: { id }, header: intent() }, body })),
  )
}
