import assert from 'node:assert/strict'
import { test } from 'node:test'
import { WhatsAppClient } from '@kapso/whatsapp-cloud-api'
import { account, hub, key, linked, number, onPhone, person, picture, writes } from './place.js'

const client = new WhatsAppClient({ accessToken: key, baseUrl: hub, graphVersion: 'v24.0' })
const ana = await person('Ana')
const inbound = await writes(ana, { type: 'text', text: { body: 'hola' } })
const to = { phoneNumberId: number, to: ana }

test('what people send reaches the phone', async () => {
  const text = await client.messages.sendText({ ...to, body: 'de kapso' })
  assert.equal(text.contacts[0].waId, ana)
  assert.ok(text.messages[0].id)
  await onPhone(ana, one => one.text?.body === 'de kapso')

  await client.messages.sendLocation({ ...to, location: { latitude: -34.6, longitude: -58.4, name: 'Obelisco', address: 'Av. 9 de Julio' } })
  await onPhone(ana, one => one.location?.name === 'Obelisco')

  await client.messages.sendContacts({ ...to, contacts: [{ name: { formattedName: 'Luz Díaz', firstName: 'Luz' }, phones: [{ phone: '+5491155550199' }] }] })
  await onPhone(ana, one => one.type === 'contacts')

  await client.messages.sendReaction({ ...to, reaction: { messageId: inbound, emoji: '👍' } })
  await onPhone(ana, one => one.type === 'reaction')
})

test('buttons and lists go as the number can', async () => {
  const buttons = { ...to, bodyText: '¿Cuál?', buttons: [{ id: 'a', title: 'Rosas' }, { id: 'b', title: 'Tulipanes' }] }
  if (linked) {
    await assert.rejects(client.messages.sendInteractiveButtons(buttons), error => error.code === 131051)
    return
  }
  await client.messages.sendInteractiveButtons(buttons)
  await onPhone(ana, one => one.interactive?.action.buttons?.[1].reply.title === 'Tulipanes')
  await client.messages.sendInteractiveList({ ...to, bodyText: 'Horario', buttonText: 'Ver', sections: [{ title: 'Hoy', rows: [{ id: '1', title: 'Mañana' }] }] })
  await onPhone(ana, one => one.interactive?.action.button === 'Ver')
})

test('an answer quotes, also what was sent a moment ago under the name that was told', async () => {
  await client.messages.sendText({ ...to, body: 'primero' })
  const first = await onPhone(ana, one => one.text?.body === 'primero')
  await client.messages.sendText({ ...to, body: 'a lo suyo', contextMessageId: inbound })
  const quoting = await onPhone(ana, one => one.text?.body === 'a lo suyo')
  assert.equal(quoting.context?.id ?? quoting.context?.message_id, inbound)
  assert.ok(first.id)
})

test('a file goes up, to the phone, down and away', async () => {
  const { id } = await client.media.upload({ phoneNumberId: number, type: 'image/png', file: new Blob([picture], { type: 'image/png' }), fileName: 'a.png' })
  const known = await client.media.get({ mediaId: id, phoneNumberId: number })
  assert.equal(known.mimeType, 'image/png')
  await client.messages.sendImage({ ...to, image: { id, caption: 'mire' } })
  await onPhone(ana, one => one.image?.caption === 'mire')
  const bytes = await client.media.download({ mediaId: id, phoneNumberId: number, auth: 'always' })
  assert.deepEqual(new Uint8Array(bytes), picture)
  assert.equal((await client.media.delete({ mediaId: id, phoneNumberId: number })).success, true)
  await assert.rejects(client.media.get({ mediaId: id, phoneNumberId: number }), error => error.code === 100)
})

test('reading with typing is taken', async () => {
  assert.equal((await client.messages.markRead({ phoneNumberId: number, messageId: inbound, typingIndicator: { type: 'text' } })).success, true)
})

test('templates are created, listed, sent and deleted where the number has them', async () => {
  const draft = {
    businessAccountId: account, name: 'kapso_listo', language: 'es_AR', category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hola {{1}}, ya está.', example: { body_text: [['Ana']] } }] }
  if (linked) {
    await assert.rejects(client.templates.create(draft), error => error.code === 100)
    assert.deepEqual((await client.templates.list({ businessAccountId: account })).data, [])
    return
  }
  const made = await client.templates.create(draft)
  assert.ok(['PENDING', 'APPROVED'].includes(made.status))
  const listed = await client.templates.list({ businessAccountId: account, name: 'kapso_listo' })
  assert.equal(listed.data[0].id, made.id)
  assert.equal((await client.templates.delete({ businessAccountId: account, name: 'kapso_listo' })).success, true)
})

test('the business profile is told, and changed where the hub may', async () => {
  if (linked) await assert.rejects(client.phoneNumbers.businessProfile.update({ phoneNumberId: number, address: 'Salta 100' }), error => error.code === 100)
  assert.equal((await client.phoneNumbers.businessProfile.update({ phoneNumberId: number, about: 'Flores' })).success, true)
  assert.equal((await client.phoneNumbers.businessProfile.get({ phoneNumberId: number })).data[0].about, 'Flores')
})

test('refusals are understood', async () => {
  const stranger = new WhatsAppClient({ accessToken: 'pal_live_no', baseUrl: hub, graphVersion: 'v24.0' })
  await assert.rejects(stranger.messages.sendText({ ...to, body: 'x' }), error => error.code === 190 && error.httpStatus === 401)
  await assert.rejects(client.messages.sendText({ phoneNumberId: '123456789012345', to: ana, body: 'x' }), error => error.code === 100)
  if (!linked) {
    await assert.rejects(
      client.messages.sendTemplate({ ...to, template: { name: 'no_hay', language: { code: 'es' } } }),
      error => error.code === 132001 && error.httpStatus === 404)
  }
})
