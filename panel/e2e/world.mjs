// A company of the tests' own, with a number at the sandbox, a person who writes to it and a system that is told.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { credentials, hub, sandbox } from './browser.mjs'

export const MARK = 'panel-e2e-'
const MINUTE = 60_000
const HOUR = 60 * MINUTE

export async function json(url, method = 'GET', body = undefined, headers = {}) {
  const answer = await fetch(url, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(60_000),
  })
  assert.ok(answer.ok, `${method} ${url} answered ${answer.status}: ${await answer.clone().text()}`)
  const text = await answer.text()
  return text ? JSON.parse(text) : null
}

/** Waits for something that no page shows. */
export async function until(condition, what, timeoutMs = 60_000) {
  const end = Date.now() + timeoutMs
  for (;;) {
    const found = await condition()
    if (found) return found
    if (Date.now() > end) throw new Error(`waited in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

/** Who runs the tests belongs to the company: a visitor would be asked for a reason once others do. */
export async function belong(tenantId, asAdministrator) {
  const { tenants, user } = await json(`${hub}/v1/auth/me`, 'GET', undefined, asAdministrator)
  if (tenants.some(({ id, own }) => id === tenantId && own)) return
  await json(`${hub}/v1/tenants/${tenantId}/visit`, 'POST', { reason: 'Tests' }, asAdministrator)
  const member = { email: user.email, name: user.name, role: 'tenantAdmin' }
  await json(`${hub}/v1/users`, 'POST', member, { ...asAdministrator, 'x-tenant-id': tenantId })
}

export const stamp = Date.now().toString(36)
const digits = String(Date.now()).slice(-7)

/** @returns headers of who runs the tests, valid for as long as they take: a token lives for a quarter of an hour. */
async function administrator() {
  const { email, password } = credentials
  const headers = {}
  const logIn = async () => {
    const { access_token: token } = await json(`${hub}/v1/auth/login`, 'POST', { email, password })
    headers.authorization = `Bearer ${token}`
  }
  await logIn()
  setInterval(() => void logIn().catch((failure) => console.error(failure)), 5 * MINUTE).unref()
  return headers
}

/** @returns a company that can be worked with at once; `remove` takes it away with all that is its own. */
export async function company() {
  const asAdministrator = await administrator()
  await removeWhatBrokenOffRunsLeft(asAdministrator)
  const tenant = await json(
    `${hub}/v1/tenants`,
    'POST',
    {
      name: `Panel ${stamp}`,
      slug: MARK + stamp,
      locale: 'es-AR',
      timeZone: 'America/Argentina/Buenos_Aires',
    },
    asAdministrator,
  )
  await belong(tenant.id, asAdministrator)
  const inTenant = () => ({ ...asAdministrator, 'x-tenant-id': tenant.id })
  const verifyToken = `verify-${stamp}`
  const number = await business(`Tienda ${stamp}`, `+5491156${digits.slice(-6)}`, { verifyToken })
  const device = await json(
    `${hub}/v1/devices`,
    'POST',
    {
      name: `Tienda ${stamp}`,
      transport: 'CLOUD',
      cloud: {
        phoneNumberId: number.phoneNumberId,
        businessAccountId: number.wabaId,
        accessToken: number.accessToken,
        appSecret: number.appSecret,
        verifyToken,
      },
    },
    inTenant(),
  )
  await business(`Tienda ${stamp}`, number.phone, {
    ...number,
    verifyToken,
    webhookUrl: `${hub}/webhooks/meta/whatsapp/${device.id}`,
  })
  await json(`${hub}/v1/devices/${device.id}/cloud/check`, 'POST', undefined, inTenant())
  return {
    tenant,
    device,
    phone: number.phone,
    call: (path, method, body) => json(hub + path, method, body, inTenant()),
    /** As `call`, in another company. */
    inside: (id) => (path, method, body) =>
      json(hub + path, method, body, { ...asAdministrator, 'x-tenant-id': id }),
    remove: () => removeTenant(tenant, asAdministrator),
  }
}

/** A number at the sandbox's Meta. */
export async function business(name, phone, more = {}) {
  const { phoneNumberId, wabaId, businessId, accessToken, appId, appSecret, verifyToken, webhookUrl } = more
  const made = await json(`${sandbox}/sandbox/businesses`, 'POST', {
    name,
    phone,
    ...(phoneNumberId && { phoneNumberId, wabaId, businessId, accessToken, appId, appSecret }),
    ...(verifyToken && { verifyToken }),
    ...(webhookUrl && { webhookUrl }),
  })
  return { ...made, phone }
}

export const anotherPhone = () => `+5491157${String(Date.now() + Math.trunc(performance.now())).slice(-6)}`

/** A person with a phone. */
export async function customer(name = 'Ana', phone = `+5491144${digits.slice(-6)}`) {
  const at = `${sandbox}/sandbox/phones/${encodeURIComponent(phone)}`
  await json(`${sandbox}/sandbox/phones`, 'POST', { phone, name: `${name} ${stamp}` })
  return {
    phone,
    name: `${name} ${stamp}`,
    writes: (to, text) => json(`${at}/messages`, 'POST', { to, type: 'text', text: { body: text } }),
    sends: (to, message) => json(`${at}/messages`, 'POST', { to, ...message }),
    votes: (id, options) => json(`${at}/vote`, 'POST', { id, options }),
    reads: () => json(`${at}/read`, 'POST', {}),
    switches: (online) => json(at, 'PUT', { online }),
    received: async () => (await json(`${at}/messages`)).data,
  }
}

/** A customer's system: keeps what comes and answers what the test wants. */
export async function receiver() {
  const received = []
  let status = 200
  const server = createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: request.headers, body: Buffer.concat(chunks), answered: status })
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"answer":"from the receiver"}')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}/hook-${stamp}`,
    received,
    answerWith: (code) => (status = code),
    got: (text, status = 200) =>
      until(
        () => received.find(({ body, answered }) => answered === status && body.includes(text)),
        `an event with ${text}, answered ${status}`,
      ),
    close: () => server.close(),
  }
}

async function removeTenant({ id, name }, headers) {
  await json(`${hub}/v1/tenants/${id}?name=${encodeURIComponent(name)}`, 'DELETE', undefined, headers)
}

async function removeWhatBrokenOffRunsLeft(headers) {
  const { data } = await json(`${hub}/v1/tenants?limit=200`, 'GET', undefined, headers)
  for (const tenant of data) {
    const old = Date.parse(tenant.createdAt) < Date.now() - HOUR
    if (old && tenant.slug.startsWith(MARK)) await removeTenant(tenant, headers)
  }
}
