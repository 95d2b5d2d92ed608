import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { newId, Shop } from './places/shop.js'
import { StandIn, stopAll } from './places/hub.js'
import { onPhone, Person, until } from './places/sandbox.js'
import { readFileSync } from 'node:fs'

/** @type {StandIn} */ let hub
/** @type {Shop} */ let shop
/** @type {Person} */ let ana
before(async () => {
  hub = await StandIn.started()
  shop = await Shop.linked(hub)
  ana = await Person.called('Ana')
})
after(stopAll)

/** @param {Buffer} bytes @param {string} mimeType @returns {any} */
function spooled(bytes, mimeType) {
  const file = path.join(hub.folder, `out-${newId()}`)
  writeFileSync(file, bytes)
  return { path: file, mimeType }
}

/** @param {any} said */
const protocolOf = said => said.message?.protocolMessage ?? said.message?.editedMessage?.message?.protocolMessage

test('a text comes in with everything a hub wants to know of it', async () => {
  const { id } = await ana.writes(shop.phone, 'hola')
  const said = await shop.heardText('hola')
  assert.equal(said.wireId, id)
  assert.deepEqual(said.chat, { jid: said.chat.jid, kind: 'person', pn: ana.pn, lid: ana.lid })
  assert.equal(said.sender.pn, ana.pn)
  assert.equal(said.sender.lid, ana.lid)
  assert.equal(said.fromMe, false)
  assert.equal(said.pushName, 'Ana')
  assert.equal(said.offline, false)
  assert.ok(Math.abs(said.timestamp - Date.now() / 1000) < 600)
})

test('a text goes out and is sent, delivered and read, each told when it is so', async () => {
  const sent = await shop.sends(ana, '¡buenas!')
  assert.equal(sent.outcome, 'sent')
  assert.equal(sent.to.lid, ana.lid)
  const arrived = await ana.hasText('¡buenas!')
  assert.equal(arrived.id, sent.wireId)
  await shop.hasStatus(sent.wireId, 'delivered')
  await ana.does('read', { id: sent.wireId })
  await shop.hasStatus(sent.wireId, 'read')
})

test('somebody is written to by number alone, too', async () => {
  const beto = await Person.called('Beto')
  const sent = await shop.ask('send', { wireId: newId(), to: { pn: beto.pn }, content: { kind: 'text', text: 'por número' } })
  assert.equal(sent.outcome, 'sent')
  assert.equal(sent.to.lid, beto.lid)
  await beto.hasText('por número')
})

test('a number that is not on WhatsApp is told, and nothing is sent', async () => {
  const answer = await shop.ask('send', { wireId: newId(), to: { pn: '4915299999999999@s.whatsapp.net' }, content: { kind: 'text', text: '¿hay alguien?' } })
  assert.equal(answer.outcome, 'not-sent')
  assert.equal(answer.code, 'not-on-whatsapp')
})

test('a person learns that the number has a message, and that it was read there', async () => {
  await shop.phone.is({ online: false })
  const { id } = await ana.writes(shop.phone, '¿hay rosas?')
  const said = await shop.heardText('¿hay rosas?')
  await ana.has(one => one.id === id && one.status === 'delivered')
  await shop.ask('read', { keys: [{ wireId: said.wireId, chat: said.chat, fromMe: false }] })
  await ana.has(one => one.id === id && one.status === 'read')
  await shop.phone.is({ online: true })
})

test('what the number says of itself is read and changed', async () => {
  await shop.ask('profile.about', { about: 'Flores y plantas' })
  assert.equal((await shop.ask('contact', { of: { pn: shop.phone.pn } })).about, 'Flores y plantas')
})

test('every kind of file goes out, and arrives as it was', async () => {
  const picture = readFileSync(new URL('../../sandbox/web-tests/tests/picture.png', import.meta.url))
  for (const [type, bytes, content, expected] of /** @type {[string, Buffer, any, any][]} */ ([
    ['image', picture, { kind: 'image', caption: 'mirá' }, { caption: 'mirá' }],
    ['video', Buffer.from('a film'), { kind: 'video', caption: 'v' }, { caption: 'v' }],
    ['video', Buffer.from('a round one'), { kind: 'video', note: true }, { video_note: true }],
    ['video', Buffer.from('a moving picture'), { kind: 'video', gif: true }, { gif: true }],
    ['image', picture, { kind: 'image', viewOnce: true }, { view_once: true }],
    ['audio', Buffer.from('a song'), { kind: 'audio', seconds: 7 }, {}],
    ['audio', Buffer.from('a voice'), { kind: 'voice', seconds: 3 }, { voice: true, mime_type: 'audio/ogg; codecs=opus' }],
    [
      'document',
      Buffer.from('a bill'),
      { kind: 'document', filename: 'factura.pdf', caption: 'su factura' },
      { filename: 'factura.pdf', caption: 'su factura' },
    ],
    ['sticker', Buffer.from('a sticker'), { kind: 'sticker' }, {}],
  ])) {
    const file = spooled(bytes, { image: 'image/png', video: 'video/mp4', audio: 'audio/ogg', document: 'application/pdf', sticker: 'image/webp' }[type] ?? '')
    const sent = await shop.sends(ana, { ...content, file })
    assert.equal(sent.outcome, 'sent', JSON.stringify(sent))
    const arrived = await ana.has(one => one.id === sent.wireId)
    assert.equal(arrived.type, type)
    for (const [name, value] of Object.entries(expected)) assert.equal(arrived[type][name], value, `${content.kind} ${name}`)
    assert.deepEqual(await onPhone(arrived), bytes, content.kind)
  }
})

test('every kind of file that a person sends is put into the spool as it was', async () => {
  for (const type of ['image', 'video', 'audio', 'document', 'sticker']) {
    const own = Buffer.from(`a file of the kind ${type}`)
    const { id } = await ana.does('messages', {
      to: shop.phone.phone,
      type,
      [type]: { data: own.toString('base64'), mime_type: 'application/octet-stream', filename: 'x.bin', caption: type },
    })
    const said = await shop.heard(one => one.wireId === id)
    const fetched = await shop.ask('media.fetch', { message: said.message, wireId: id, chat: said.chat, fromMe: false })
    assert.deepEqual(readFileSync(fetched.path), own, type)
    assert.equal(fetched.size, own.length)
    assert.equal(fetched.sha256, createHash('sha256').update(own).digest('hex'))
  }
})

test('places and business cards go both ways', async () => {
  await ana.does('messages', { to: shop.phone.phone, type: 'location', location: { latitude: -34.6, longitude: -58.4, name: 'Obelisco' } })
  const place = await shop.heard(one => one.message?.locationMessage)
  assert.equal(place.message.locationMessage.degreesLatitude, -34.6)
  await shop.sends(ana, { kind: 'location', latitude: 1.5, longitude: 2.5, name: 'Acá' })
  assert.equal((await ana.has(one => one.location?.name === 'Acá')).location.latitude, 1.5)

  await ana.does('messages', {
    to: shop.phone.phone,
    type: 'contacts',
    contacts: [{ name: { formatted_name: 'Luz Díaz' }, phones: [{ phone: '+54 9 11 5555-0199', wa_id: '5491155550199' }] }],
  })
  const {
    message: { contactMessage },
  } = await shop.heard(one => one.message?.contactMessage)
  assert.match(contactMessage.vcard, /waid=5491155550199/)
  const sent = await shop.sends(ana, { kind: 'contacts', cards: [{ name: 'Luz', vcard: contactMessage.vcard }] })
  assert.equal((await ana.has(one => one.id === sent.wireId)).contacts[0].phones[0].wa_id, '5491155550199')
})

test('an answer quotes what it answers, both ways', async () => {
  const { id } = await ana.writes(shop.phone, '¿cuánto?')
  const asked = await shop.heardText('¿cuánto?')
  const sent = await shop.sends(ana, 'mil', { quote: { wireId: id, chat: asked.chat, fromMe: false, sender: asked.sender } })
  assert.equal((await ana.hasText('mil')).context.id, id)

  await ana.does('messages', { to: shop.phone.phone, type: 'text', text: { body: 'dale' }, context: { message_id: sent.wireId } })
  const answer = await shop.heardText('dale')
  assert.equal(answer.message.extendedTextMessage.contextInfo.stanzaId, sent.wireId)
})

test('a forwarded message says so', async () => {
  const sent = await shop.sends(ana, 'cadena', { forwarded: true })
  assert.equal((await ana.has(one => one.id === sent.wireId)).context.forwarded, true)
})

test('reactions, edits and deletions go both ways, and say which message they mean', async () => {
  const { id } = await ana.writes(shop.phone, 'a las ocho')
  const came = await shop.heardText('a las ocho')
  const of = { wireId: id, chat: came.chat, fromMe: false }
  await shop.sends(ana, { kind: 'reaction', of, emoji: '👍' })
  assert.equal((await ana.has(one => one.reaction?.message_id === id)).reaction.emoji, '👍')
  await ana.does('edit', { id, text: 'a las nueve' })
  const edit = protocolOf(await shop.heard(one => protocolOf(one)?.type === 'MESSAGE_EDIT'))
  assert.equal(edit.key.id, id)
  assert.equal(edit.key.fromMe, false)
  await ana.does('revoke', { id })
  assert.equal(protocolOf(await shop.heard(one => protocolOf(one)?.type === 'REVOKE')).key.id, id)

  const sent = await shop.sends(ana, 'con moño')
  await ana.has(one => one.id === sent.wireId)
  await ana.does('react', { id: sent.wireId, emoji: '❤️' })
  const reaction = await shop.heard(one => one.message?.reactionMessage)
  assert.equal(reaction.message.reactionMessage.key.id, sent.wireId)
  assert.equal(reaction.message.reactionMessage.key.fromMe, true)
  const mine = { wireId: sent.wireId, fromMe: true }
  await shop.sends(ana, { kind: 'edit', of: mine, text: 'sin moño' })
  assert.equal((await ana.has(one => one.edit?.original_message_id === sent.wireId)).edit.message.text.body, 'sin moño')
  await shop.sends(ana, { kind: 'revoke', of: mine })
  await ana.has(one => one.revoke?.original_message_id === sent.wireId)
})

test('the caption of a picture that was sent can be changed', async () => {
  const picture = readFileSync(new URL('../../sandbox/web-tests/tests/picture.png', import.meta.url))
  const sent = await shop.sends(ana, { kind: 'image', caption: 'antes', file: spooled(picture, 'image/png') })
  await ana.has(one => one.id === sent.wireId)
  await shop.sends(ana, { kind: 'edit', of: { wireId: sent.wireId, fromMe: true }, text: 'después' })
  const edit = await ana.has(one => one.edit?.original_message_id === sent.wireId)
  assert.equal(edit.edit.message.image?.caption ?? edit.edit.message.text?.body, 'después')
})

test('a poll is asked and answered, and the vote is opened', async () => {
  const sent = await shop.sends(ana, { kind: 'poll', question: '¿Cuáles?', options: ['Rosas', 'Tulipanes'], choices: 1 })
  assert.deepEqual((await ana.has(one => one.id === sent.wireId)).poll.options, ['Rosas', 'Tulipanes'])
  await ana.does('vote', { id: sent.wireId, options: ['Tulipanes'] })
  const { vote } = await shop.heard(one => one.vote)
  assert.equal(vote.poll, sent.wireId)
  assert.deepEqual(vote.options, ['Tulipanes'])

  await ana.does('messages', { to: shop.phone.phone, type: 'poll', poll: { name: '¿Hoy?', options: ['Sí', 'No'] } })
  const asked = await shop.heard(one => !one.fromMe && one.message?.pollCreationMessageV3)
  assert.equal(asked.message.pollCreationMessageV3.options[1].optionName, 'No')
})

test('a voice message that is listened to is told as played', async () => {
  const sent = await shop.sends(ana, { kind: 'voice', seconds: 1, file: spooled(Buffer.from('OggS-not-really'), 'audio/ogg; codecs=opus') })
  await ana.has(one => one.id === sent.wireId)
  await ana.does('read', { id: sent.wireId, played: true })
  await shop.hasStatus(sent.wireId, 'played')
})

test('what is written on the phone itself comes in as our own', async () => {
  const { id } = await shop.phone.writes(ana, 'desde el teléfono')
  const said = await shop.heardText('desde el teléfono')
  assert.equal(said.fromMe, true)
  assert.equal(said.wireId, id)
  assert.equal(said.chat.pn, ana.pn)
  assert.equal(said.chat.lid, ana.lid)
  assert.equal(said.sender.pn, shop.phone.pn)
})

test('what the number sends is on its own phone, and does not come back', async () => {
  const sent = await shop.sends(ana, 'de la casa')
  assert.equal((await shop.phone.hasText('de la casa')).id, sent.wireId)
  await ana.writes(shop.phone, 'después de eso')
  await shop.heardText('después de eso')
  assert.equal(shop.hears('de la casa'), false)
})

test('somebody who hides their number is known by LID alone', async () => {
  const caro = await Person.called('Caro', { hidesNumber: true })
  await caro.writes(shop.phone, 'soy yo')
  const said = await shop.heardText('soy yo')
  assert.equal(said.chat.lid, caro.lid)
  assert.equal(said.chat.pn, undefined)
  assert.equal((await shop.sends({ jid: caro.lid }, 'hola, Caro').catch(error => error)).outcome, 'sent')
  await caro.hasText('hola, Caro')
  assert.equal(JSON.stringify(said).includes(caro.pn), false)
})

test('that two names are one person is told', async () => {
  await shop.was('lids', one => one.lids.some((/** @type {any} */ pair) => pair.pn === ana.pn && pair.lid === ana.lid))
})

test('long messages pass, both ways', async () => {
  const long = Array.from({ length: 6_000 }, (_, at) => `línea ${at}`).join('\n')
  await ana.writes(shop.phone, long)
  await shop.heardText(long)
  await shop.sends(ana, `${long}.`)
  await ana.hasText(`${long}.`)
})

test('typing is shown and seen', async () => {
  await shop.ask('presence.watch', { of: ana.address })
  await ana.does('typing', { to: shop.phone.phone })
  await shop.was('presence', one => one.presence === 'composing' && one.who.lid === ana.lid)
  await shop.ask('presence.set', { to: ana.address, presence: 'composing' })
  await until(async () => (await ana.shown()).typing.includes(shop.phone.phone))
  await shop.ask('presence.set', { to: ana.address, presence: 'paused' })
  await until(async () => !(await ana.shown()).typing.includes(shop.phone.phone))
})

test('a call is told, and can be rejected', async () => {
  const { id } = await ana.does('call', { to: shop.phone.phone, video: true })
  const offer = await shop.was('call', one => one.callId === id && one.status === 'offer')
  assert.equal(offer.video, true)
  assert.equal(offer.from.pn, ana.pn)
  await shop.ask('call.reject', { callId: id, from: offer.from })
  await shop.was('call', one => one.callId === id && one.status === 'terminate')
})

test('who is on WhatsApp can be asked', async () => {
  const { found } = await shop.ask('lookup', { phones: [ana.phone, '+4915299999999998'] })
  assert.deepEqual(found[0], { phone: ana.phone, exists: true, pn: ana.pn, lid: ana.lid })
  assert.deepEqual(found[1], { phone: '+4915299999999998', exists: false })
})

test('bad content is refused and names the field', async () => {
  for (const [content, field] of /** @type {[any, RegExp][]} */ ([
    [{ kind: 'text' }, /content\.text/],
    [{ kind: 'smoke signal' }, /content\.kind/],
    [{ kind: 'image', file: {} }, /content\.file\.path/],
    [{ kind: 'image', file: { path: '/etc/passwd', mimeType: 'image/png' } }, /not in the spool/],
    [{ kind: 'location', latitude: 'x' }, /content\.latitude/],
    [{ kind: 'revoke' }, /content\.of/],
  ])) {
    const answer = await shop.sends(ana, content)
    assert.equal(answer.outcome, 'not-sent')
    assert.match(answer.text, field)
  }
})
