// A demo company, made through the public API alone: an administrator, a company, a number of the sandbox, another that
// waits to be linked by QR, an API key and a few people with phones. Every step looks first whether it was done before, so it can be broken off anywhere.
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const SLUG = 'demo'
const DEVICE = 'Ventas'
const BUSINESS = { name: 'Demo', phone: '+541152630000' }
const PEOPLE = [
  { phone: '+5491155550101', name: 'Ana' },
  { phone: '+5491155550102', name: 'Bruno' },
  { phone: '+34600555103', name: 'Carla' },
]
/** What the reply agent is told about the demo company. It is off until somebody turns it on. */
const PROMPT = `Atendés a los clientes de una florería, con calidez y en pocas palabras.
Horario: abrimos de lunes a viernes de 9 a 18 y los sábados de 9 a 13.
Dirección: estamos en Av. Corrientes 1234, Buenos Aires.
Rosas: la docena cuesta $ 15.000, rojas, blancas o amarillas.
Ramos y arreglos: los hay desde $ 9.000; se encargan con un día de anticipación.
Envíos: entregamos en el día en la ciudad por $ 2.500.
Pagos: aceptamos efectivo, tarjeta y transferencia.`
/** Waits for its QR code to be scanned, and the phone that can. */
const LINKED = { name: 'Recepción', phone: '+5491155550190' }
export const ANA = PEOPLE[0].phone
export const PHONE = LINKED.phone
export const NUMBER = BUSINESS.phone

const random = (bytes) => randomBytes(bytes).toString('base64url')

/** Something that a person has to do; the message is for them. */
export class Stuck extends Error {}

function keep(file, value) {
  const draft = `${file}.new`
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  chmodSync(draft, 0o600)
  renameSync(draft, file)
  return value
}

function kept(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

async function call(url, method = 'GET', body = undefined, headers = {}) {
  const answer = await fetch(url, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  })
  const text = await answer.text()
  if (!answer.ok) {
    const error = new Error(`${method} ${url} answered ${answer.status}: ${text.slice(0, 500)}`)
    error.status = answer.status
    throw error
  }
  return text ? JSON.parse(text) : null
}

/** The hub's own app at the sandbox's Meta, by which companies come through Embedded Signup; the same at every start. */
export function platformApp(data) {
  const file = join(data, 'sandbox-app.json')
  const made = () => ({ appId: '7' + String(parseInt(randomBytes(6).toString('hex'), 16)).padStart(14, '0').slice(-14), appSecret: randomBytes(16).toString('hex'), verifyToken: random(18) }) // prettier-ignore
  return kept(file) ?? keep(file, made())
}

/** The sandbox forgets everything when it ends; this gives it the same app, number, token and people again. */
async function peopleAndNumber(sandbox, hub, known, deviceId, app) {
  for (const person of PEOPLE) await call(`${sandbox}/sandbox/phones`, 'POST', person)
  await call(`${sandbox}/sandbox/apps`, 'POST', { name: 'Palomar', webhookUrl: `${hub}/webhooks/meta/whatsapp`, ...app })
  return call(`${sandbox}/sandbox/businesses`, 'POST', {
    ...BUSINESS,
    ...known,
    ...(deviceId && { webhookUrl: `${hub}/webhooks/meta/whatsapp/${deviceId}` }),
  })
}

/**
 * @param {{hub: string, sandbox: string, data: string, setupToken: () => Promise<string | null>}} where
 * @returns what is in credentials.json: {hub, sandbox, email, password, tenantId, deviceId, webDeviceId, apiKey}
 */
export async function prepare({ hub, sandbox, data, setupToken }) {
  const credentialsFile = join(data, 'credentials.json')
  const numberFile = join(data, 'sandbox-number.json')
  const before = kept(credentialsFile)
  let known = kept(numberFile)

  if (before?.apiKey && known) {
    await peopleAndNumber(sandbox, hub, known, before.deviceId, platformApp(data))
    await agentIsTold(hub, before).catch((error) => {
      // A key made before there was an agent may not tell it anything.
      if (error.status !== 403) throw error
    })
    await anaWrites(hub, sandbox, before)
    const webDeviceId = await numberToLink(hub, sandbox, before)
    return keep(credentialsFile, { ...before, hub, sandbox, webDeviceId })
  }

  const login = before ?? { hub, sandbox, email: 'admin@demo.example', password: random(15) }
  keep(credentialsFile, login)
  const { access_token: token } = await administrator(hub, login, setupToken)
  const asAdministrator = { authorization: `Bearer ${token}` }

  const tenants = await call(`${hub}/v1/tenants?limit=200`, 'GET', undefined, asAdministrator)
  const tenant =
    tenants.data.find(({ slug }) => slug === SLUG) ??
    (await call(
      `${hub}/v1/tenants`,
      'POST',
      { name: 'Demo', slug: SLUG, locale: 'es-AR', timeZone: 'America/Argentina/Buenos_Aires' },
      asAdministrator,
    ))
  const inTenant = { ...asAdministrator, 'x-tenant-id': tenant.id }

  if (!known) {
    const made = await peopleAndNumber(sandbox, hub, { verifyToken: random(18) }, undefined, platformApp(data))
    const { phoneNumberId, wabaId, businessId, accessToken, appId, appSecret } = made
    known = { phoneNumberId, wabaId, businessId, accessToken, appId, appSecret, verifyToken: made.verifyToken ?? random(18) }
    keep(numberFile, known)
  }
  const devices = await call(`${hub}/v1/devices?limit=200`, 'GET', undefined, inTenant)
  const device =
    devices.data.find(({ cloud }) => cloud?.phoneNumberId === known.phoneNumberId) ??
    (await newDevice(hub, sandbox, known, inTenant, platformApp(data)))
  await peopleAndNumber(sandbox, hub, known, device.id, platformApp(data))
  await call(`${hub}/v1/devices/${device.id}/cloud/check`, 'POST', undefined, inTenant)

  const { key } = await call(
    `${hub}/v1/api-keys`,
    'POST',
    { name: 'Demo', scopes: await tenantScopes(hub), deviceIds: null, expiresAt: null },
    inTenant,
  )
  const complete = { ...login, hub, sandbox, tenantId: tenant.id, deviceId: device.id, apiKey: key }
  await agentIsTold(hub, complete)
  await anaWrites(hub, sandbox, complete)
  const webDeviceId = await numberToLink(hub, sandbox, complete)
  return keep(credentialsFile, { ...complete, webDeviceId })
}

/** Before the first version is written the prompt is the hub's own, version 0. */
async function agentIsTold(hub, { apiKey }) {
  const withKey = { 'x-api-key': apiKey }
  const { version } = await call(`${hub}/v1/agent/system-prompt`, 'GET', undefined, withKey)
  if (version === 0) await call(`${hub}/v1/agent/system-prompt`, 'PUT', { prompt: PROMPT, note: 'Demo' }, withKey)
}

/** Opens the 24 hours in which the company may answer with free text, and gives the panel something to show. */
async function anaWrites(hub, sandbox, { apiKey }) {
  const { id } = await call(`${sandbox}/sandbox/phones/${encodeURIComponent(ANA)}/messages`, 'POST', {
    to: NUMBER,
    type: 'text',
    text: { body: 'Hola, ¿están abiertos hoy?' },
  })
  const end = Date.now() + 60_000
  while (Date.now() < end) {
    const inbound = await call(`${hub}/v1/messages?direction=inbound&limit=10`, 'GET', undefined, { 'x-api-key': apiKey })
    if (inbound.data.some(({ wireId }) => wireId === id)) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`Ana's message did not arrive in the hub within a minute; see the sandbox's page at ${sandbox}/sandbox`)
}

/** A number over WhatsApp Web. A sandbox that was started again knows of no linked devices: then it waits anew. */
async function numberToLink(hub, sandbox, { apiKey }) {
  const withKey = { 'x-api-key': apiKey }
  await call(`${sandbox}/sandbox/phones`, 'POST', LINKED)
  const devices = await call(`${hub}/v1/devices?limit=200`, 'GET', undefined, withKey)
  const device =
    devices.data.find(({ transport, name }) => transport === 'WEB' && name === LINKED.name) ??
    (await call(`${hub}/v1/devices`, 'POST', { name: LINKED.name, transport: 'WEB' }, withKey))
  if (['CREATED', 'LOGGED_OUT'].includes(device.state)) {
    await call(`${hub}/v1/devices/${device.id}/connect`, 'POST', undefined, withKey)
  }
  return device.id
}

async function newDevice(hub, sandbox, known, inTenant, app) {
  await peopleAndNumber(sandbox, hub, known, undefined, app)
  const { phoneNumberId, wabaId, accessToken, appSecret, verifyToken } = known
  return call(
    `${hub}/v1/devices`,
    'POST',
    {
      name: DEVICE,
      transport: 'CLOUD',
      cloud: { phoneNumberId, businessAccountId: wabaId, accessToken, appSecret, verifyToken },
    },
    inTenant,
  )
}

async function administrator(hub, { email, password }, setupToken) {
  const token = await setupToken()
  if (token) return call(`${hub}/v1/setup`, 'POST', { token, email, password, name: 'Admin' })
  try {
    return await call(`${hub}/v1/auth/login`, 'POST', { email, password })
  } catch (error) {
    if (error.status !== 401) throw error
    throw new Stuck(
      'the database has an administrator already, and credentials.json, which knows the password, is not beside it.\n' +
        'Put the file back, or begin anew with an empty data folder.',
    )
  }
}

/** What a company's key may do, from the contract: everything but the platform's own affairs. */
async function tenantScopes(hub) {
  const contract = await call(`${hub}/openapi.json`)
  return contract.components.schemas.Scope.enum.filter((scope) => scope !== 'tenants:manage')
}
