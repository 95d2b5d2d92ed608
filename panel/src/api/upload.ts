import { parseProblem, ProblemError } from '@/lib/problem'
import { idempotencyKey } from './client'
import { bearer, chosenTenant, renew } from './session'
import type { Media } from './types'

type Told = { onProgress: (share: number) => void; signal: AbortSignal }

/** Brings a file to the hub and tells how far it is, which `fetch` cannot. Aborting ends it with an AbortError. */
export async function uploadFile(file: File, told: Told): Promise<Media> {
  const key = idempotencyKey()
  const answer = await post(file, key, told)
  if (answer.status !== 401 || !(await renew())) return mediaOf(answer)
  return mediaOf(await post(file, key, told))
}

function mediaOf(answer: XMLHttpRequest): Media {
  const body: unknown = parsed(answer.responseText)
  if (answer.status >= 200 && answer.status < 300) return body as Media
  const headers = new Headers()
  const requestId = answer.getResponseHeader('x-request-id')
  if (requestId) headers.set('x-request-id', requestId)
  throw new ProblemError(parseProblem(answer.status, headers, body))
}

function post(file: File, key: string, { onProgress, signal }: Told): Promise<XMLHttpRequest> {
  return new Promise((resolve, reject) => {
    const call = new XMLHttpRequest()
    const form = new FormData()
    form.append('file', file, file.name)
    call.open('POST', '/v1/media')
    call.setRequestHeader('accept', 'application/json')
    call.setRequestHeader('idempotency-key', key)
    const token = bearer()
    const tenant = chosenTenant()
    if (token) call.setRequestHeader('authorization', `Bearer ${token}`)
    if (tenant) call.setRequestHeader('x-tenant-id', tenant)
    call.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    call.onload = () => resolve(call)
    call.onerror = () => reject(new TypeError('The hub could not be reached'))
    call.onabort = () => reject(new DOMException('Aborted', 'AbortError'))
    signal.addEventListener('abort', () => call.abort())
    if (signal.aborted) call.abort()
    else call.send(form)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
