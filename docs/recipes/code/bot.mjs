// A bot in Node, without any package: it verifies what comes in, answers each message once, and nothing else.
//   HUB=https://hub.example.com KEY=pal_live_… SECRET=whsec_… PORT=9000 node bot.mjs
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { HUB, KEY, SECRET, PORT = '9000' } = process.env
const key = Buffer.from(SECRET.replace(/^whsec_/, ''), 'base64')

/** What to say to a message; nothing for what the bot does not understand. */
function answer({ type, text }) {
  if (type !== 'text') return 'Por ahora solo entiendo texto.'
  if (/^\s*hola\b/i.test(text.body)) return '¡Hola! ¿En qué puedo ayudar?'
  return `Recibí: ${text.body}`
}

function verified(headers, body) {
  const { 'webhook-id': id = '', 'webhook-timestamp': timestamp = '', 'webhook-signature': signatures = '' } = headers
  if (!(Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300)) return false
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest()
  return signatures.split(' ').some(part => {
    const given = Buffer.from(part.split(',')[1] ?? '', 'base64')
    return part.startsWith('v1,') && given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/** The event's id is the idempotency key: an event that comes again is not answered again. */
async function send(event, text) {
  const response = await fetch(`${HUB}/devices/${event.deviceId}/messages/send`, {
    method: 'POST',
    headers: { 'x-api-key': KEY, 'content-type': 'application/json', 'idempotency-key': event.id },
    body: JSON.stringify({ to: event.normalized.from.phone, text, context: { message_id: event.normalized.messageId } }),
  })
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
}

async function take(event) {
  const { normalized } = event
  const speaks = event.type === 'message.received' && normalized.direction === 'inbound' && !event.backfilled
  if (!speaks || normalized.chat.kind !== 'individual' || !normalized.from.phone) return
  await send(event, answer(normalized))
}

createServer((request, response) => {
  const chunks = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', async () => {
    const body = Buffer.concat(chunks)
    if (!verified(request.headers, body)) return response.writeHead(401).end()
    try {
      await take(JSON.parse(body))
      response.writeHead(204).end()
    } catch (error) {
      console.error(error.message)
      response.writeHead(500).end() // the hub brings it again
    }
  })
}).listen(Number(PORT), '127.0.0.1', function () {
  console.log(`listening on http://127.0.0.1:${this.address().port}/`)
})
