/// Where hub and sandbox are and which number is meant; a JUnit test sets these.
import { createServer } from 'node:http'

function needed(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; see README.md`)
  return value
}

export const hub = needed('HUB_URL')
export const key = needed('API_KEY')
export const number = needed('PHONE_NUMBER_ID')
export const account = needed('WABA_ID')
export const business = needed('BUSINESS')
export const device = needed('DEVICE_ID')
export const linked = needed('TRANSPORT') === 'WEB'
const sandbox = needed('SANDBOX_URL')

export async function control(method, path, body) {
  const answer = await fetch(`${sandbox}/sandbox${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body ? JSON.stringify(body) : undefined,
  })
  return answer.json()
}

export async function ours(method, path, body) {
  const answer = await fetch(`${hub}${path}`, {
    method,
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: body ? JSON.stringify(body) : undefined,
  })
  const text = await answer.text()
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
  return text ? JSON.parse(text) : {}
}

/** Asks until `found` has something to say. */
export async function until(found, what) {
  for (let i = 0; i < 600; i++) {
    const it = await found()
    if (it) return it
    await new Promise(done => setTimeout(done, 100))
  }
  throw new Error(`waited in vain for ${what}`)
}

/** Somebody new with a phone; answers their digits. */
export async function person(name) {
  const phone = `+54911${Math.floor(Math.random() * 1e8).toString().padStart(8, '5')}`
  await control('POST', '/phones', { phone, name })
  return phone.slice(1)
}

/** The person writes; answers WhatsApp's id of it, once the hub has it. */
export async function writes(from, message) {
  const { id } = await control('POST', `/phones/+${from}/messages`, { to: business, ...message })
  await until(async () => (await ours('GET', `/v1/messages?wireId=${encodeURIComponent(id)}`)).data[0], `message ${id}`)
  return id
}

/** What the person's phone received that `fits`. */
export function onPhone(phone, fits) {
  return until(async () => (await control('GET', `/phones/+${phone}/messages`)).data.find(one => one.direction === 'received' && fits(one)), 'the phone')
}

/** A webhook of the company in Meta's shape; `take` gets the body, its bytes and its headers. */
export async function webhook(take) {
  const bodies = []
  const server = createServer((request, response) => {
    const chunks = []
    request.on('data', chunk => chunks.push(chunk))
    request.on('end', async () => {
      const raw = Buffer.concat(chunks).toString('utf8')
      bodies.push(JSON.parse(raw))
      try {
        await take?.(JSON.parse(raw), raw, request.headers)
        response.writeHead(200).end()
      } catch (error) {
        console.error(error)
        response.writeHead(500).end()
      }
    })
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  const endpoint = await ours('POST', '/v1/webhook-endpoints', {
    url: `http://127.0.0.1:${server.address().port}/hook`, eventTypes: ['message.*'], deviceIds: [device], format: 'cloud' })
  return {
    secret: endpoint.secret,
    bodies,
    async close() {
      await ours('DELETE', `/v1/webhook-endpoints/${endpoint.id}`)
      server.closeAllConnections()
      server.close()
    },
  }
}

export const picture = Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNg+M9QDwADgQF/e5IkGQAAAABJRU5ErkJggg=='), one => one.charCodeAt(0))
