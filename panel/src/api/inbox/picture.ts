import { queryOptions } from '@tanstack/react-query'
import { client, unwrap } from '../client'
import type { Conversation } from '../types'

/** The picture of the conversation's other side as a `data:` address; another version is another picture. */
export const conversationPicture = ({ id, picture }: Pick<Conversation, 'id' | 'picture'>) =>
  queryOptions({
    queryKey: ['conversation', 'picture', id, picture?.version],
    queryFn: async ({ signal }) => {
      const answer = client.GET('/v1/conversations/{id}/picture', {
        params: { path: { id } },
        parseAs: 'blob',
        signal,
      })
      return address(await unwrap(answer as Promise<{ data?: Blob; error?: unknown; response: Response }>))
    },
    enabled: Boolean(picture),
    staleTime: Infinity,
    retry: false,
  })

function address(blob: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => failed(reader.error ?? new Error('a picture that cannot be read'))
    reader.readAsDataURL(blob)
  })
}
