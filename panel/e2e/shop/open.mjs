// A florist's company with a day behind it, made through the public API and the phones of the sandbox: what the
// screenshots show, and what Lighthouse measures. Nothing of it is made twice: a company that is there is used again.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { credentials, hub, sandbox } from '../browser.mjs'
import { business, json, until } from '../world.mjs'
import { backdate } from './earlier.mjs'
import { paper, pictures } from './pictures.mjs'
import { talk } from './talk.mjs'
import { ACQUAINTANCES, LABELS, PROMPT, QUESTIONS, REPLIES, SHOP, STAFF, TALKS, TEMPLATES } from './talks.mjs'

/** At which hour of the day the pictures are taken. */
const OPEN_HOUR = 16
const VERIFY = 'los-aromos-verify'

/** @returns {Promise<{tenantId: string, login: {email: string, password: string}, call: Function}>} */
export async function open(browser) {
  const { access_token: token } = await json(`${hub}/v1/auth/login`, 'POST', {
    email: credentials.email,
    password: credentials.password,
  })
  const asPlatform = { authorization: `Bearer ${token}` }
  const { data } = await json(`${hub}/v1/tenants?limit=200`, 'GET', undefined, asPlatform)
  const there = data.find(({ slug }) => slug === SHOP.slug)
  const tenant =
    there ??
    (await json(
      `${hub}/v1/tenants`,
      'POST',
      { name: SHOP.name, slug: SHOP.slug, locale: 'es-AR', timeZone: 'America/Argentina/Buenos_Aires' },
      asPlatform,
    ))
  const carolina = there
    ? await loggedIn(tenant.id, 'carolina')
    : await joined({ 'x-tenant-id': tenant.id, ...asPlatform }, tenant.id, 'carolina')
  const shop = {
    tenantId: tenant.id,
    login: { email: STAFF.carolina.email, password: passwordOf('carolina') },
    headers: carolina.as,
    people: { carolina },
    call: (path, method, body) => json(hub + path, method, body, carolina.as),
  }
  if (!there) await furnish(shop, browser)
  await alsoFor(shop, data, asPlatform)
  return shop
}

const passwordOf = (key) => `aromos ${key} 2026`

async function loggedIn(tenantId, key, more = {}) {
  const { access_token: token } = await json(`${hub}/v1/auth/login`, 'POST', {
    email: STAFF[key].email,
    password: passwordOf(key),
  })
  return { ...more, as: { authorization: `Bearer ${token}`, 'x-tenant-id': tenantId } }
}

/** Invites one of the staff, who accepts and logs in. */
async function joined(headers, tenantId, key) {
  const { id, invitation } = await json(`${hub}/v1/users`, 'POST', STAFF[key], headers)
  await json(`${hub}/v1/auth/invitation`, 'POST', {
    token: new URL(invitation.url).hash.slice(7),
    password: passwordOf(key),
    name: STAFF[key].name,
  })
  return loggedIn(tenantId, key, { id })
}

/** A company without anything, the number that waits to be linked, and an hour at which a shop is open. */
async function alsoFor(shop, tenants, asPlatform) {
  const empty =
    tenants.find(({ slug }) => slug === 'libreria-vega') ??
    (await json(
      `${hub}/v1/tenants`,
      'POST',
      { name: 'Librería Vega', slug: 'libreria-vega', locale: 'es-AR' },
      asPlatform,
    ))
  shop.emptyId = empty.id
  const { data } = await shop.call('/v1/devices?limit=200')
  shop.unlinked = data.find(({ name }) => name === 'Depósito').id
  shop.pairing = new URL(
    (await shop.call(`/v1/devices/${shop.unlinked}/pairing-link`, 'POST', {})).url,
  ).pathname
  const east = ((OPEN_HOUR - new Date().getUTCHours() + 36) % 24) - 12
  // POSIX counts the other way round.
  shop.zone = east === 0 ? 'Etc/GMT' : `Etc/GMT${east > 0 ? '-' : '+'}${Math.abs(east)}`
}

async function furnish(shop, browser) {
  const { call } = shop
  const drawn = await pictures(browser)
  await staff(shop)
  shop.number = await business(SHOP.name, SHOP.phone, { verifyToken: VERIFY })
  shop.device = await cloudNumber(shop)
  shop.labels = {}
  for (const [key, label] of Object.entries(LABELS))
    shop.labels[key] = (await call('/v1/labels', 'POST', label)).id
  for (const [shortcut, text] of REPLIES) await call('/v1/quick-replies', 'POST', { shortcut, text })
  for (const [name, phone, tags, fields] of ACQUAINTANCES)
    await call('/v1/contacts', 'POST', { name, phone, tags, fields })
  await templates(shop)
  await keys(call)
  const systems = await endpoints(call)
  await linkedNumbers(call)
  const upload = async (body, name, type) => {
    const form = new FormData()
    form.set('file', new Blob([body], { type }), name)
    const answer = await fetch(`${hub}/v1/media`, { method: 'POST', headers: shop.headers, body: form })
    assert.ok(answer.ok, `the file is taken: ${answer.status}`)
    return (await answer.json()).id
  }
  const files = {
    picture: (name) => drawn[name],
    upload: (name) => upload(Buffer.from(drawn[name].data, 'base64'), `${name}.jpg`, drawn[name].mime_type),
    paper: async (name) => upload(await paper(browser, name), name, 'application/pdf'),
  }
  const held = []
  for (const each of [...TALKS].sort((a, b) => b.ago - a.ago)) held.push(await talk(shop, files, each))
  systems.stock = 503
  await talk(shop, files, {
    name: 'Nicolás Herrera',
    phone: '+5491155550215',
    ago: 3,
    lines: [[0, { type: 'text', text: { body: '¿Tienen lilium blanco para hoy?' } }]],
    unread: true,
  })
  await agent(shop)
  await call('/v1/alert-settings', 'PUT', { emails: ['carolina@losaromos.example'] })
  await until(
    async () => (await call('/v1/deliveries?state=parked&limit=5')).data.length > 0,
    'a delivery that waits',
    30_000,
  ).catch(() => {})
  systems.close()
  await backdate(shop.tenantId, held, systems.names)
}

async function staff(shop) {
  for (const key of ['lucia', 'martin']) shop.people[key] = await joined(shop.headers, shop.tenantId, key)
  await shop.call('/v1/users', 'POST', {
    name: 'Ramiro Lagos',
    email: 'ramiro@losaromos.example',
    role: 'agent',
  })
}

async function cloudNumber({ call, number }) {
  const device = await call('/v1/devices', 'POST', {
    name: 'Ventas',
    transport: 'CLOUD',
    cloud: {
      phoneNumberId: number.phoneNumberId,
      businessAccountId: number.wabaId,
      accessToken: number.accessToken,
      appSecret: number.appSecret,
      verifyToken: VERIFY,
    },
  })
  await business(SHOP.name, SHOP.phone, {
    ...number,
    verifyToken: VERIFY,
    webhookUrl: `${hub}/webhooks/meta/whatsapp/${device.id}`,
  })
  await call(`/v1/devices/${device.id}/cloud/check`, 'POST')
  await call(`/v1/devices/${device.id}`, 'PATCH', {
    labels: ['ventas'],
    limits: { messagesPerDay: 1_000 },
  }).catch(() => {})
  return device
}

/** One that is linked by QR, one that is paused, and one that nobody has linked yet. */
async function linkedNumbers(call) {
  const linked = async (name, phone) => {
    await json(`${sandbox}/sandbox/phones`, 'POST', { phone, name })
    const device = await call('/v1/devices', 'POST', { name, transport: 'WEB' })
    await call(`/v1/devices/${device.id}/connect`, 'POST')
    const { qr } = await until(() => call(`/v1/devices/${device.id}/qr`).catch(() => null), 'a QR code')
    await json(`${sandbox}/sandbox/phones/${encodeURIComponent(phone)}/scan`, 'POST', { qr })
    await until(
      async () => (await call(`/v1/devices/${device.id}`)).state === 'ONLINE',
      `${name} to be linked`,
      60_000,
    )
    return device
  }
  await linked('Mostrador Almagro', '+5491155550390')
  const palermo = await linked('Sucursal Palermo', '+5491155550391')
  await call(`/v1/devices/${palermo.id}/pause`, 'POST')
  await call('/v1/devices', 'POST', { name: 'Depósito', transport: 'WEB' })
}

async function templates({ call, device, number }) {
  for (const { name, category, body, example, footer, buttons } of TEMPLATES) {
    await call('/v1/templates', 'POST', {
      deviceId: device.id,
      name,
      language: 'es_AR',
      category,
      components: [
        { type: 'BODY', text: body, example: { body_text: [example] } },
        ...(footer ? [{ type: 'FOOTER', text: footer }] : []),
        ...(buttons ? [{ type: 'BUTTONS', buttons }] : []),
      ],
    })
  }
  for (const { name, status, reason } of TEMPLATES) {
    if (status === 'PENDING') continue
    await json(`${sandbox}/sandbox/businesses/${number.phoneNumberId}/templates`, 'POST', {
      name,
      language: 'es_AR',
      status,
      ...(reason && { reason }),
    })
  }
}

async function keys(call) {
  await call('/v1/api-keys', 'POST', {
    name: 'Tienda en línea',
    scopes: ['messages:send', 'messages:read', 'contacts:read'],
  })
  await call('/v1/api-keys', 'POST', {
    name: 'Planilla de entregas',
    scopes: ['messages:read', 'conversations:read'],
    expiresAt: new Date(Date.now() + 60 * 86_400_000).toISOString(),
  })
  const { id } = await call('/v1/api-keys', 'POST', { name: 'Prueba de Ramiro', scopes: ['messages:read'] })
  await call(`/v1/api-keys/${id}/revoke`, 'POST')
}

/** Two systems of the shop: the customers' file takes everything, the stock breaks when it is told to. */
async function endpoints(call) {
  const systems = { crm: 200, stock: 200, names: {} }
  const said = {
    200: { received: true },
    503: { error: 'inventory_unavailable', message: 'database connection timed out' },
  }
  const server = createServer((request, response) => {
    const status = systems[request.url.slice(1).split('/')[0]] ?? 404
    request
      .resume()
      .on('end', () =>
        response
          .writeHead(status, { 'content-type': 'application/json', server: 'nginx/1.27.2' })
          .end(JSON.stringify(said[status])),
      )
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const here = `http://127.0.0.1:${server.address().port}`
  for (const [path, name, description, eventTypes] of [
    [
      'crm/whatsapp',
      'https://crm.losaromos.example/whatsapp',
      'Fichas de clientes',
      ['message.*', 'conversation.*'],
    ],
    ['stock/events', 'https://stock.losaromos.example/events', 'Control de stock', ['message.received']],
  ]) {
    await call('/v1/webhook-endpoints', 'POST', {
      url: `${here}/${path}`,
      eventTypes,
      description,
      retryScheduleSeconds: [4, 7_200, 14_400],
    })
    systems.names[`${here}/${path}`] = name
  }
  systems.close = () => server.close()
  return systems
}

async function agent({ call, device, number }) {
  await call('/v1/agent/system-prompt', 'PUT', {
    prompt: PROMPT.replace('$ 18.000', '$ 16.500'),
    note: 'Primera versión',
  })
  await call('/v1/agent/system-prompt', 'PUT', { prompt: PROMPT, note: 'Precio de las rosas' })
  await call('/v1/agent', 'PUT', {
    enabled: true,
    deviceIds: [device.id],
    handover: {
      words: ['persona', 'reclamo'],
      whenUnsure: true,
      message: 'Te paso con alguien del equipo, en un ratito te escribe.',
    },
  })
  for (const [name, phone, question] of QUESTIONS) {
    await json(`${sandbox}/sandbox/phones`, 'POST', { phone, name })
    await json(`${sandbox}/sandbox/phones/${encodeURIComponent(phone)}/messages`, 'POST', {
      to: number.phone,
      type: 'text',
      text: { body: question },
    })
  }
  await until(
    async () =>
      (await call('/v1/agent/runs?limit=20')).data.filter(({ finishedAt }) => finishedAt).length >=
      QUESTIONS.length,
    'the agent to answer',
    60_000,
  )
  await call('/v1/agent', 'PUT', { enabled: false })
}
