import assert from 'node:assert/strict'
import { test } from 'node:test'
import Client from '@great-detail/whatsapp'
import { account, control, inbound, number, onPhone, person, picture, sandbox, token } from './place.js'

const authorization = { Authorization: `Bearer ${token}` }
const client = new Client({ baseUrl: `${sandbox}/v24.0/`, request: { headers: authorization } })

test('a text reaches the phone', async () => {
  const sent = await client.message.createMessage({ phoneNumberID: number, to: person, type: 'text', text: { body: 'de great-detail' } }).json()
  assert.equal((await onPhone(sent.messages[0].id)).text.body, 'de great-detail')
})

test('reading with typing is taken', async () => {
  const answer = await client.message.createStatus({ phoneNumberID: number, message_id: inbound.id, status: 'read', typing_indicator: { type: 'text' } }).json()
  assert.equal(answer.success, true)
})

test('a file goes up, down and away', async () => {
  const { id } = await client.media.upload({ phoneNumberID: number, file: new Blob([picture], { type: 'image/png' }), mimeType: 'image/png' }).json()
  const known = await client.media.getURL({ mediaID: id, phoneNumberID: number }).json()
  const bytes = await client.media.download({ mediaURL: known.url, request: { headers: authorization } }).arrayBuffer()
  assert.deepEqual(new Uint8Array(bytes), picture)
  assert.equal((await client.media.delete({ mediaID: id, phoneNumberID: number }).json()).success, true)
})

test('numbers, account, profile and subscriptions are read and changed', async () => {
  assert.equal((await client.phoneNumbers.getPhoneNumber({ phoneNumberID: number, fields: ['id', 'status'] }).json()).status, 'CONNECTED')
  assert.equal((await client.phoneNumbers.listPhoneNumbers({ businessAccountID: account }).json()).data[0].id, number)
  assert.equal((await client.phoneNumbers.updatePhoneNumber({ phoneNumberID: number, new_display_name: 'Flores' }).json()).success, true)
  assert.equal((await client.whatsappBusinessAccount.get(account, {}).json()).id, account)
  assert.equal((await client.subscribedApps.createSubscription({ businessAccountID: account }).json()).success, true)
  assert.equal((await client.subscribedApps.listSubscriptions({ businessAccountID: account }).json()).data.length, 1)
  assert.equal((await client.businessProfile.updateBusinessProfile({ phoneNumberID: number, about: 'Hola' }).json()).success, true)
  assert.equal((await client.businessProfile.getBusinessProfile({ phoneNumberID: number, fields: ['about'] }).json()).data[0].about, 'Hola')
})

test('templates are created, listed, read, changed and deleted', async () => {
  const made = await client.template.create(account, { name: 'gd_listo', language: 'es', category: 'UTILITY', components: [{ type: 'BODY', text: 'Listo.' }] }).json()
  await control('POST', '/clock', { advance: 'PT11S' })
  assert.equal((await client.template.list(account, { limit: 100 }).json()).data.some(one => one.name === 'gd_listo'), true)
  assert.equal((await client.template.get(made.id, {}).json()).status, 'APPROVED')
  assert.equal((await client.template.update(made.id, { components: [{ type: 'BODY', text: 'Ya.' }] }).json()).success, true)
  assert.equal((await client.template.delete(account, { name: 'gd_listo' }).json()).success, true)
})
