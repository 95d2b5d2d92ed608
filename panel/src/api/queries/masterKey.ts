import { queryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'

const LOOK_AGAIN_MS = 2_000

/** How far a change of the master key is; looked at again and again while it goes on. */
export const masterKey = () =>
  queryOptions({
    queryKey: ['masterKey'],
    queryFn: ({ signal }) => unwrap(client.GET('/v1/platform/master-key', { signal })),
    refetchInterval: ({ state }) => ((state.data?.left ?? 0) > 0 ? LOOK_AGAIN_MS : false),
  })
