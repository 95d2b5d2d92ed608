// A bridge between Palomar and an API inbox of Chatwoot, without any package: what customers write appears in Chatwoot,
// what agents answer there is sent.
//   HUB=… KEY=pal_live_… SECRET=whsec_… DEVICE=dev_… PORT=9000
//   CHATWOOT=https://chat.example.com CHATWOOT_TOKEN=… CHATWOOT_ACCOUNT=1 CHATWOOT_INBOX=7 CHATWOOT_HOOK=a-long-word node chatwoot.mjs
import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const { HUB, KEY, SECRET, DEVICE, PORT = '9000', CHATWOOT, CHATWOOT_TOKEN, CHATWOOT_ACCOUNT, CHATWOOT_INBOX, CHATWOOT_HOOK } = process.env
const key = Buffer.from(SECRET.replace(/^whsec_/, ''), 'base64')

async function call(base, headers, method, path, body) {
  const form = body instanceof FormData
  const response = await fetch(base + path, {
    method, headers: { ...headers, ...(body && !form ? { 'content-type': 'application/json' } : {}) }, body: form ? body : body && JSON.stringify(body) })
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
  return response.status === 204 ? {} : response.json()
}
const hub = (method, path, body, more) => call(HUB, { 'x-api-key': KEY, ...more }, method, path, body)
const chatwoot = (method, path, body) => call(`${CHATWOOT}/api/v1/accounts/${CHATWOOT_ACCOUNT}`, { api_access_token: CHATWOOT_TOKEN }, method, path, body)

/** The contact in Chatwoot, by the hub's id of it, and where it writes in the inbox. */
async function contact({ contactId, phone, name }) {
  const found = await chatwoot('POST', '/contacts/filter', {
    payload: [{ attribute_key: 'identifier', filter_operator: 'equal_to', values: [contactId] }] })
  const known = found.payload[0] ?? (await chatwoot('POST', '/contacts', {
    inbox_id: Number(CHATWOOT_INBOX), identifier: contactId, name: name ?? phone ?? contactId, phone_number: phone ?? undefined })).payload.contact
  const place = known.contact_inboxes?.find(one => one.inbox.id === Number(CHATWOOT_INBOX))
  return { id: known.id, source: place?.source_id ?? (await chatwoot('POST', `/contacts/${known.id}/contact_inboxes`, { inbox_id: Number(CHATWOOT_INBOX) })).source_id }
}

/** The open conversation of the contact, or a new one. */
async function conversation({ id, source }, event) {
  const { payload } = await chatwoot('GET', `/contacts/${id}/conversations`)
  const open = payload.find(one => one.inbox_id === Number(CHATWOOT_INBOX) && one.status !== 'resolved')
  return open?.id ?? (await chatwoot('POST', '/conversations', {
    source_id: source, inbox_id: Number(CHATWOOT_INBOX), contact_id: id, custom_attributes: { palomar: event.conversationId } })).id
}

const said = new Set() // events that Chatwoot has: a repetition is known by its id

async function fromHub(event) {
  const { normalized } = event
  if (event.type !== 'message.received' || normalized.direction !== 'inbound' || event.backfilled || normalized.chat.kind !== 'individual' || said.has(event.id)) return
  const where = await conversation(await contact(normalized.from), event)
  const form = new FormData()
  form.set('message_type', 'incoming')
  form.set('source_id', normalized.wireId)
  form.set('content', normalized.text?.body ?? normalized[normalized.type]?.caption ?? (normalized.media ? '' : `[${normalized.type}]`))
  if (normalized.media?.url) {
    const file = await fetch(normalized.media.url)
    if (file.ok) form.set('attachments[]', await file.blob(), normalized.media.filename ?? normalized.type)
  }
  await chatwoot('POST', `/conversations/${where}/messages`, form)
  said.add(event.id)
}

/** Chatwoot tells of every message; those of agents to customers are sent. */
async function fromChatwoot(told) {
  if (told.event !== 'message_created' || told.message_type !== 'outgoing' || told.private) return
  const to = told.conversation.meta.sender.phone_number
  const once = { 'idempotency-key': `chatwoot-${told.id}` }
  if (told.content) await hub('POST', `/devices/${DEVICE}/messages/send`, { to, text: told.content, clientReference: `chatwoot-${told.id}` }, once)
  for (const file of told.attachments ?? []) {
    const form = new FormData()
    form.set('file', await (await fetch(file.data_url)).blob(), file.data_url.split('/').pop())
    const { id } = await hub('POST', '/v1/media', form)
    const type = ['image', 'audio', 'video'].includes(file.file_type) ? file.file_type : 'document'
    await hub('POST', `/devices/${DEVICE}/messages/send`, { to, type, [type]: { id } }, { 'idempotency-key': `chatwoot-${told.id}-${file.id}` })
  }
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

createServer((request, response) => {
  const chunks = []
  request.on('data', chunk => chunks.push(chunk))
  request.on('end', async () => {
    const body = Buffer.concat(chunks)
    const ours = request.url === '/palomar' && verified(request.headers, body)
    const theirs = request.url === `/chatwoot/${CHATWOOT_HOOK}`
    if (!ours && !theirs) return response.writeHead(401).end()
    try {
      await (ours ? fromHub : fromChatwoot)(JSON.parse(body))
      response.writeHead(204).end()
    } catch (error) {
      console.error(error.message)
      response.writeHead(500).end()
    }
  })
}).listen(Number(PORT), '127.0.0.1', function () {
  console.log(`listening on http://127.0.0.1:${this.address().port}/`)
})
