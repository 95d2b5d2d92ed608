import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import { endless, paged } from '../pages'
import type { components, paths } from '../schema'

type Schemas = components['schemas']
export type Agent = Schemas['Agent']
export type AgentChange = Schemas['AgentChange']
export type AgentPrompt = Schemas['AgentPrompt']
export type AgentRun = Schemas['AgentRun']
export type AgentOverrides = Schemas['AgentOverrides']
export type AgentTried = Schemas['AgentTried']
export type Money = Schemas['Money']
export type RunQuery = NonNullable<paths['/v1/agent/runs']['get']['parameters']['query']>

export const agent = () =>
  queryOptions({
    queryKey: ['agent', 'setup'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/agent', { signal })),
  })

export const agentModels = () =>
  queryOptions({
    queryKey: ['agent', 'models'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/agent/models', { signal })),
    staleTime: Infinity,
  })

/** What is in use: on one number, or wherever a number has nothing of its own. */
export const agentPrompt = (deviceId?: string) =>
  queryOptions({
    queryKey: ['agent', 'prompt', deviceId],
    queryFn: ({ signal }) =>
      unwrap(
        deviceId
          ? client.GET('/v1/agent/devices/{deviceId}/system-prompt', {
              signal,
              params: { path: { deviceId } },
            })
          : client.GET('/v1/agent/system-prompt', { signal }),
      ),
  })

/** The versions of the company, or of one number. */
export const agentPrompts = (deviceId?: string) =>
  infiniteQueryOptions({
    queryKey: ['agent', 'prompts', deviceId],
    queryFn: ({ signal, pageParam }) => {
      const query = { limit: 50, cursor: pageParam ?? undefined }
      return unwrap(
        deviceId
          ? client.GET('/v1/agent/devices/{deviceId}/system-prompt/versions', {
              signal,
              params: { path: { deviceId }, query },
            })
          : client.GET('/v1/agent/system-prompt/versions', { signal, params: { query } }),
      )
    },
    ...paged,
  })

export const agentRuns = (query: RunQuery) => ({
  ...endless(['agent', 'runs', query], ({ signal, query: page }) =>
    unwrap(client.GET('/v1/agent/runs', { signal, params: { query: { ...query, ...page } } })),
  ),
  refetchInterval: 10_000,
})

export const agentRun = (runId: string) =>
  queryOptions({
    queryKey: ['agent', 'run', runId],
    queryFn: ({ signal }) =>
      unwrap(client.GET('/v1/agent/runs/{runId}', { signal, params: { path: { runId } } })),
  })

/** `onSuccess` is called, too, when what asked for the change is not shown any more. */
function useAgentChange<In, Out>(
  mutationFn: (input: In) => Promise<Out>,
  onSuccess?: (changed: Out) => void,
) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess,
    onSettled: () => queries.invalidateQueries({ queryKey: ['agent'] }),
  })
}

export function useChangeAgent(onSuccess?: () => void) {
  return useAgentChange((body: AgentChange) => unwrap(client.PUT('/v1/agent', { body })), onSuccess)
}

export function useWritePrompt(deviceId: string | undefined, onSuccess?: (written: AgentPrompt) => void) {
  return useAgentChange(
    (body: { prompt: string; note?: string | null }) =>
      unwrap(
        deviceId
          ? client.PUT('/v1/agent/devices/{deviceId}/system-prompt', {
              params: { path: { deviceId } },
              body,
            })
          : client.PUT('/v1/agent/system-prompt', { body }),
      ),
    onSuccess,
  )
}

/** The number has the company's again. */
export function useDropPrompt(onSuccess?: () => void) {
  return useAgentChange(
    (deviceId: string) =>
      unwrap(client.DELETE('/v1/agent/devices/{deviceId}/system-prompt', { params: { path: { deviceId } } })),
    onSuccess,
  )
}

export function useAgentKey() {
  const set = useAgentChange((key: string) => unwrap(client.PUT('/v1/agent/key', { body: { key } })))
  const remove = useAgentChange(() => unwrap(client.DELETE('/v1/agent/key')))
  return { set, remove }
}

export function useAgentOfDevice() {
  const set = useAgentChange(({ deviceId, overrides }: { deviceId: string; overrides: AgentOverrides }) =>
    unwrap(client.PUT('/v1/agent/devices/{deviceId}', { params: { path: { deviceId } }, body: overrides })),
  )
  const reset = useAgentChange((deviceId: string) =>
    unwrap(client.DELETE('/v1/agent/devices/{deviceId}', { params: { path: { deviceId } } })),
  )
  return { set, reset }
}

/** What it would answer; nothing is sent to anybody and nothing is kept. */
export function useTryAgent() {
  return useMutation({
    mutationFn: (body: Schemas['AgentTry']) => unwrap(client.POST('/v1/agent/try', { body })),
  })
}
