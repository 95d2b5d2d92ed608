import { afterEach, beforeEach, expect, it, vi } from 'vitest'

const tokens = (token: string) =>
  new Response(JSON.stringify({ access_token: token, expires_in: 600 }), {
    headers: { 'content-type': 'application/json' },
  })
const refused = () => new Response('{}', { status: 401 })

/** A hub that takes one access token and answers refreshes as told. */
function hub(valid: () => string, refresh: () => Response) {
  const calls: string[] = []
  vi.stubGlobal('fetch', (input: Request | string) => {
    const url = typeof input === 'string' ? input : new URL(input.url).pathname
    calls.push(url)
    if (url === '/v1/auth/refresh') return Promise.resolve(refresh())
    const given = input instanceof Request ? input.headers.get('authorization') : null
    return Promise.resolve(given === `Bearer ${valid()}` ? new Response('{"ok":true}') : refused())
  })
  return calls
}

const request = () =>
  new Request('http://localhost/v1/devices', { method: 'POST', body: '{"name":"Ventas"}' })

beforeEach(() => void vi.resetModules())
afterEach(() => void vi.unstubAllGlobals())

it('a_refused_token_is_renewed_once_and_the_call_repeated', async () => {
  const calls = hub(
    () => 'new',
    () => tokens('new'),
  )
  const { signedIn } = await import('./session')
  const { authorisedFetch } = await import('./client')
  signedIn({ access_token: 'old', expires_in: 600 })
  expect((await authorisedFetch(request())).status).toBe(200)
  expect(calls).toEqual(['/v1/devices', '/v1/auth/refresh', '/v1/devices'])
})

it('calls_that_are_refused_together_renew_together', async () => {
  const calls = hub(
    () => 'new',
    () => tokens('new'),
  )
  const { signedIn } = await import('./session')
  const { authorisedFetch } = await import('./client')
  signedIn({ access_token: 'old', expires_in: 600 })
  await Promise.all([authorisedFetch(request()), authorisedFetch(request()), authorisedFetch(request())])
  expect(calls.filter((url) => url === '/v1/auth/refresh')).toHaveLength(1)
})

it('when_the_session_is_over_the_call_waits_for_the_next_login_with_what_was_typed', async () => {
  hub(() => 'second', refused)
  const { currentSession, signedIn } = await import('./session')
  const { authorisedFetch } = await import('./client')
  signedIn({ access_token: 'first', expires_in: 600 })
  const waiting = authorisedFetch(request())
  await vi.waitFor(() => expect(currentSession().state).toBe('ended'))
  signedIn({ access_token: 'second', expires_in: 600 })
  expect((await waiting).status).toBe(200)
})

it('signing_out_ends_the_waiting', async () => {
  hub(() => 'second', refused)
  const { currentSession, signedIn, signedOut } = await import('./session')
  const { authorisedFetch } = await import('./client')
  signedIn({ access_token: 'first', expires_in: 600 })
  const waiting = authorisedFetch(request())
  await vi.waitFor(() => expect(currentSession().state).toBe('ended'))
  signedOut()
  expect((await waiting).status).toBe(401)
})
