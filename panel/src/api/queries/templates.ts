import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'
import { endless } from '../pages'
import type { paths } from '../schema'
import type { TemplateChange, TemplateCreate, TemplateTest } from '../types'

export type TemplateQuery = NonNullable<paths['/v1/templates']['get']['parameters']['query']>

/** A component of a message, in Meta's form. */
export type Component = Record<string, unknown>

export const templates = (query: TemplateQuery) =>
  endless(['templates', 'list', query], ({ signal, query: page }) =>
    unwrap(client.GET('/v1/templates', { signal, params: { query: { ...query, ...page } } })),
  )

export const template = (id: string) =>
  queryOptions({
    queryKey: ['templates', 'one', id],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/templates/{id}', { signal, params: { path: { id } } })),
  })

/** The last look at Meta's list, per business account; asked for often while one is under way. */
export const templateSyncs = () =>
  queryOptions({
    queryKey: ['templates', 'syncs'],
    queryFn: async ({ signal }) => (await unwrap(client.GET('/v1/templates/sync', { signal }))).data,
    refetchInterval: (query) => (query.state.data?.some(({ state }) => state === 'running') ? 1500 : false),
  })

/** What a message with these values looks like; without them the template's own examples stand in. */
export const templatePreview = (id: string, components: readonly Component[] | null) =>
  queryOptions({
    queryKey: ['templates', 'preview', id, components],
    queryFn: ({ signal }) =>
      unwrap(
        client.POST('/v1/templates/{id}/preview', {
          signal,
          params: { path: { id } },
          body: components ? { components: [...components] } : {},
        }),
      ),
    placeholderData: keepPreviousData,
  })

function useTemplatesChange<In, Out>(mutationFn: (input: In) => Promise<Out>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: ['templates'] }) })
}

export function useSyncTemplates() {
  return useTemplatesChange(() => unwrap(client.POST('/v1/templates/sync')))
}

export function useCreateTemplate() {
  return useTemplatesChange(({ body, key }: { body: TemplateCreate; key: string }) =>
    unwrap(client.POST('/v1/templates', { params: { header: { 'Idempotency-Key': key } }, body })),
  )
}

export function useChangeTemplate(id: string) {
  return useTemplatesChange((body: TemplateChange) =>
    unwrap(client.PATCH('/v1/templates/{id}', { params: { path: { id } }, body })),
  )
}

export function useDeleteTemplate(id: string) {
  return useTemplatesChange((name: string) =>
    unwrap(client.DELETE('/v1/templates/{id}', { params: { path: { id }, query: { name } } })),
  )
}

export function useTestTemplate(id: string) {
  return useMutation({
    mutationFn: (body: TemplateTest) =>
      unwrap(
        client.POST('/v1/templates/{id}/test', {
          params: { path: { id }, header: { 'Idempotency-Key': idempotencyKey() } },
          body,
        }),
      ),
  })
}
