import createClient from 'openapi-fetch'
import { parseProblem, ProblemError } from '@/lib/problem'
import type { paths } from './schema'
import { bearer, chosenTenant, currentSession, renew, signedInAgain } from './session'

const WITHOUT_SESSION = [
  '/v1/auth/login',
  '/v1/auth/refresh',
  '/v1/setup',
  '/v1/auth/invitation',
  '/v1/auth/options',
  '/v1/auth/forgotten-password',
  '/v1/pairing/',
]

function authorised(request: Request): Request {
  const copy = request.clone()
  const token = bearer()
  const tenant = chosenTenant()
  if (token) copy.headers.set('authorization', `Bearer ${token}`)
  if (tenant) copy.headers.set('x-tenant-id', tenant)
  return copy
}

/**
 * Every call of the panel goes through here: it carries the token, renews it once when it is refused, and
 * when the session is over waits for the login dialog instead of losing what somebody was doing.
 */
export async function authorisedFetch(request: Request): Promise<Response> {
  const path = new URL(request.url).pathname
  if (WITHOUT_SESSION.some((prefix) => path.startsWith(prefix))) return fetch(request)
  const answer = await fetch(authorised(request))
  if (answer.status !== 401) return answer
  const again =
    (await renew()) || (currentSession().state === 'ended' && (await signedInAgain(request.signal)))
  return again ? fetch(authorised(request)) : answer
}

export const client = createClient<paths>({ baseUrl: window.location.origin, fetch: authorisedFetch })

type Answer<T> = { data?: T; error?: unknown; response: Response }

/** The answer's body, or a ProblemError that says what the hub said. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) throw new ProblemError(parseProblem(response.status, response.headers, error))
  return data as T
}

/** One key per intent: a repeated press or a repeated call creates one thing. */
export function idempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
