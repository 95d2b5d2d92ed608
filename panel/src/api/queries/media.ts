import { useMutation } from '@tanstack/react-query'
import { client, idempotencyKey, unwrap } from '../client'

export function useUploadMedia() {
  return useMutation({
    mutationFn: (file: File) =>
      unwrap(
        client.POST('/v1/media', {
          params: { header: { 'Idempotency-Key': idempotencyKey() } },
          body: { file: file as unknown as string },
          bodySerializer: () => {
            const form = new FormData()
            form.append('file', file, file.name)
            return form
          },
        }),
      ),
  })
}

/** Fetches a file with the session's credentials. */
export async function mediaBlob(id: string, signal?: AbortSignal): Promise<Blob> {
  return unwrap(
    client.GET('/v1/media/{id}/content', { params: { path: { id } }, parseAs: 'blob', signal }) as Promise<{
      data?: Blob
      error?: unknown
      response: Response
    }>,
  )
}

/** An address by which the page shows a file; the caller frees it when it is no longer shown. */
export async function mediaObjectUrl(id: string, signal?: AbortSignal): Promise<string> {
  return URL.createObjectURL(await mediaBlob(id, signal))
}
