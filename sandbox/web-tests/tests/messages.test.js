import assert from 'node:assert/strict'
import { createCipheriv, createHash, createHmac, randomBytes } from 'node:crypto'
import { after, before, test } from 'node:test'
import { decryptPollVote, proto } from 'baileys'
import { Program, stopAll } from './program.js'
import { control, Person, until } from './sandbox.js'

let shop, ana, program
before(async () => {
  shop = await Person.called('Flores Sur')
  ana = await Person.called('Ana')
  program = await Program.linkedTo(shop)
})
after(stopAll)

test('a text goes both ways, encrypted', async () => {
  await ana.writes(shop, 'hola')
  const came = await program.hasText('hola')
  assert.equal(came.pushName, 'Ana')
  assert.equal(came.key.remoteJidAlt, ana.lid)
  assert.equal(came.upsert, 'notify')

  const sent = await program.sends(ana, '¡buenas!')
  const arrived = await ana.hasText('¡buenas!')
  assert.equal(arrived.id, sent.key.id)
  assert.equal(arrived.from, shop.phone)
  assert.equal(arrived.to, ana.phone)
  assert.equal(arrived.direction, 'received')
})

test('people are addressed by number as well as by LID', async () => {
  const sent = await program.sends(ana.jid, 'por número')
  assert.equal((await ana.hasText('por número')).id, sent.key.id)
})

test('the server says when it has a message, the phone when it has it and when it was read', async () => {
  const sent = await program.sends(ana, '¿me leés?')
  await program.saw('acks', one => one.id === sent.key.id && !one.error)
  await program.hasStatus(sent.key.id, 3)
  await ana.does('read', { id: sent.key.id })
  await program.hasStatus(sent.key.id, 4)
})

test('a person learns that the program has a message, and that it was read there', async () => {
  // the phone is off: only the linked device can have it
  await shop.is({ online: false })
  const { id } = await ana.writes(shop, '¿hay rosas?')
  const came = await program.hasText('¿hay rosas?')
  await ana.hasStatus(id, 'delivered')
  await program.socket.readMessages([came.key])
  await ana.hasStatus(id, 'read')
  await shop.is({ online: true })
})

test('a chat that lies open on the phone is read at once', async () => {
  const beto = await Person.called('Beto', { readsAtOnce: true })
  const sent = await program.sends(beto, 'hola')
  await program.hasStatus(sent.key.id, 4)
})

test('a voice message is listened to', async () => {
  const sent = await program.sends(ana, { audio: Buffer.from('OggS-not-really'), ptt: true, mimetype: 'audio/ogg; codecs=opus' })
  await ana.has(one => one.id === sent.key.id)
  await ana.does('read', { id: sent.key.id, played: true })
  await program.hasStatus(sent.key.id, 5)
})

test('what the program writes is on its own phone, too', async () => {
  const sent = await program.sends(ana, 'de la casa')
  const copy = await shop.hasText('de la casa')
  assert.equal(copy.id, sent.key.id)
  assert.equal(copy.direction, 'sent')
  assert.equal(copy.to, ana.phone)
  assert.equal(copy.device, 1)
})

test('what is written on the phone is on the linked device, too', async () => {
  const { id } = await shop.writes(ana, 'desde el teléfono')
  const copy = await program.hasText('desde el teléfono')
  assert.equal(copy.key.fromMe, true)
  assert.equal(copy.key.id, id)
  assert.equal(copy.key.remoteJid, ana.jid)
})

test('a second linked device has what the first one writes', async () => {
  const second = await Program.linkedTo(shop)
  await until(() => program.seen.stanzas.find(one => one.attrs.type === 'devices'))
  await program.sends(ana, 'para los dos')
  const copy = await second.hasText('para los dos')
  assert.equal(copy.key.fromMe, true)
  second.stop()
})

test('somebody who hides their number is known by LID alone', async () => {
  const caro = await Person.called('Caro', { hidesNumber: true })
  await caro.writes(shop, 'soy yo')
  const came = await program.hasText('soy yo')
  assert.equal(came.key.remoteJid, caro.lid)
  assert.equal(came.key.remoteJidAlt, undefined)
  await program.sends(caro, 'hola, Caro')
  await caro.hasText('hola, Caro')
  await shop.writes(caro, 'desde el teléfono, Caro')
  const copy = await program.hasText('desde el teléfono, Caro')
  assert.equal(copy.key.fromMe, true)
  assert.equal(copy.key.remoteJid, caro.lid)
  assert.equal(JSON.stringify([came, copy]).includes(caro.jid), false)
})

test('somebody whom the network calls by LID is known by number as well', async () => {
  const dario = await Person.called('Darío', { addressedByLid: true })
  await dario.writes(shop, 'por LID')
  const came = await program.hasText('por LID')
  assert.equal(came.key.remoteJid, dario.lid)
  assert.equal(came.key.remoteJidAlt, dario.jid)
  const sent = await program.sends(dario, 'hola, Darío')
  await dario.hasText('hola, Darío')
  await program.hasStatus(sent.key.id, 3)
  const { id } = await dario.does('call', { to: shop.phone })
  assert.equal((await program.saw('calls', one => one.id === id)).callerPn, dario.jid)
})

test('long messages pass, both ways', async () => {
  const long = Array.from({ length: 9_000 }, (_, at) => `línea ${at}`).join('\n')
  await ana.writes(shop, long)
  await program.hasText(long)
  await program.sends(ana, `${long}.`)
  await ana.hasText(`${long}.`)
})

test('an answer quotes what it answers, both ways', async () => {
  const { id } = await ana.writes(shop, '¿cuánto?')
  const asked = await program.hasText('¿cuánto?')
  const sent = await program.sends(ana, 'mil', { quoted: asked })
  const arrived = await ana.hasText('mil')
  assert.equal(arrived.context.id, id)

  await ana.does('messages', { to: shop.phone, type: 'text', text: { body: 'dale' }, context: { message_id: sent.key.id } })
  const answer = await program.hasText('dale')
  assert.equal(answer.message.extendedTextMessage.contextInfo.stanzaId, sent.key.id)
  assert.equal(answer.message.extendedTextMessage.contextInfo.quotedMessage.extendedTextMessage?.text ?? answer.message.extendedTextMessage.contextInfo.quotedMessage.conversation, 'mil')
})

test('places and business cards arrive, both ways', async () => {
  await ana.does('messages', { to: shop.phone, type: 'location', location: { latitude: -34.6, longitude: -58.4, name: 'Obelisco' } })
  const place = await program.has(one => one.message?.locationMessage)
  assert.equal(place.message.locationMessage.name, 'Obelisco')
  assert.equal(place.message.locationMessage.degreesLatitude, -34.6)
  await program.sends(ana, { location: { degreesLatitude: 1.5, degreesLongitude: 2.5, name: 'Acá' } })
  assert.equal((await ana.has(one => one.location?.name === 'Acá')).location.latitude, 1.5)

  await ana.does('messages', { to: shop.phone, type: 'contacts', contacts: [{ name: { formatted_name: 'Luz Díaz' }, phones: [{ phone: '+54 9 11 5555-0199', wa_id: '5491155550199' }] }] })
  const card = await program.has(one => one.message?.contactMessage)
  assert.match(card.message.contactMessage.vcard, /waid=5491155550199/)
  await program.sends(ana, { contacts: { displayName: 'Luz', contacts: [{ vcard: card.message.contactMessage.vcard, displayName: 'Luz' }] } })
  assert.equal((await ana.has(one => one.direction === 'received' && one.contacts)).contacts[0].phones[0].wa_id, '5491155550199')
})

test('reactions, edits and deletions arrive, both ways', async () => {
  const { id } = await ana.writes(shop, 'a las ocho')
  const came = await program.hasText('a las ocho')

  await program.sends(ana, { react: { text: '👍', key: came.key } })
  assert.equal((await ana.has(one => one.reaction?.message_id === id)).reaction.emoji, '👍')
  await ana.does('edit', { id, text: 'a las nueve' })
  const edited = await program.saw('updates', one => one.key.id === id && one.update.message?.editedMessage)
  assert.equal(edited.update.message.editedMessage.message.conversation, 'a las nueve')
  await ana.does('revoke', { id })
  await program.saw('updates', one => one.key.id === id && one.update.message === null)

  const sent = await program.sends(ana, 'con moño')
  await ana.hasText('con moño')
  await ana.does('react', { id: sent.key.id, emoji: '❤️' })
  const reaction = await program.saw('reactions', one => one.key.id === sent.key.id)
  assert.equal(reaction.reaction.text, '❤️')
  assert.equal(reaction.key.fromMe, true)
  await program.sends(ana, { text: 'sin moño', edit: sent.key })
  const change = await ana.has(one => one.edit?.original_message_id === sent.key.id)
  assert.equal(change.edit.message.text.body, 'sin moño')
  await program.sends(ana, { delete: sent.key })
  await ana.has(one => one.revoke?.original_message_id === sent.key.id)
})

/// Baileys reads votes and does not cast them, so this one is sealed by hand.
function sealedVote(poll, option, creator, voter) {
  const hmac = (key, data) => createHmac('sha256', key).update(data).digest()
  const secret = hmac(Buffer.alloc(32), poll.message.messageContextInfo.messageSecret)
  const key = hmac(secret, Buffer.concat([Buffer.from(`${poll.key.id}${creator}${voter}Poll Vote`), Buffer.from([1])]))
  const encIv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, encIv).setAAD(Buffer.from(`${poll.key.id}\0${voter}`))
  const vote = proto.Message.PollVoteMessage.encode({ selectedOptions: [createHash('sha256').update(option).digest()] }).finish()
  return { encIv, encPayload: Buffer.concat([cipher.update(vote), cipher.final(), cipher.getAuthTag()]) }
}

test('a poll is asked and answered, both ways', async () => {
  const sent = await program.sends(ana, { poll: { name: '¿Cuáles?', values: ['Rosas', 'Tulipanes'], selectableCount: 1 } })
  const poll = await ana.has(one => one.id === sent.key.id)
  assert.deepEqual(poll.poll.options, ['Rosas', 'Tulipanes'])

  await ana.does('vote', { id: sent.key.id, options: ['Tulipanes'] })
  const vote = await program.has(one => one.message?.pollUpdateMessage)
  const opened = decryptPollVote(vote.message.pollUpdateMessage.vote, {
    pollEncKey: sent.message.messageContextInfo.messageSecret, pollMsgId: sent.key.id, pollCreatorJid: shop.jid, voterJid: ana.jid })
  assert.deepEqual(Buffer.from(opened.selectedOptions[0]), createHash('sha256').update('Tulipanes').digest())

  await ana.does('messages', { to: shop.phone, type: 'poll', poll: { name: '¿Hoy?', options: ['Sí', 'No'] } })
  const asked = await program.has(one => !one.key.fromMe && one.message?.pollCreationMessageV3)
  assert.equal(asked.message.pollCreationMessageV3.options[1].optionName, 'No')
  await program.socket.relayMessage(ana.lid, { pollUpdateMessage: {
    pollCreationMessageKey: asked.key, senderTimestampMs: Date.now(), vote: sealedVote(asked, 'Sí', ana.jid, shop.jid) } }, {})
  assert.deepEqual((await ana.has(one => one.poll_vote?.message_id === asked.key.id)).poll_vote.options, ['Sí'])
})

test('typing is seen, both ways', async () => {
  await program.socket.presenceSubscribe(ana.jid)
  await program.saw('presences', one => one.presences[ana.jid]?.lastKnownPresence === 'available')
  await ana.does('typing', { to: shop.phone })
  await program.saw('presences', one => one.presences[ana.jid]?.lastKnownPresence === 'composing')
  await ana.does('typing', { to: shop.phone, state: 'recording' })
  await program.saw('presences', one => one.presences[ana.jid]?.lastKnownPresence === 'recording')

  await program.socket.sendPresenceUpdate('composing', ana.lid)
  await until(async () => (await ana.shown()).typing.includes(shop.phone))
  await program.socket.sendPresenceUpdate('paused', ana.lid)
  await until(async () => !(await ana.shown()).typing.includes(shop.phone))
})

test('a phone that is switched off is seen to be off', async () => {
  await program.socket.presenceSubscribe(ana.jid)
  await ana.is({ online: false })
  await program.saw('presences', one => one.presences[ana.jid]?.lastKnownPresence === 'unavailable')
  await ana.is({ online: true })
})

test('a call rings until it is rejected', async () => {
  const { id } = await ana.does('call', { to: shop.phone, video: true })
  const offer = await program.saw('calls', one => one.id === id && one.status === 'offer')
  assert.equal(offer.isVideo, true)
  assert.equal(offer.from, ana.jid)
  await program.socket.rejectCall(id, offer.from)
  await program.saw('calls', one => one.id === id && one.status === 'terminate')
})

test('the same person writes to a Cloud number and to a linked number', async () => {
  const cloud = await control('POST', '/businesses', { name: 'Vivero Norte', phone: `+54911${String(process.pid).padStart(8, '5')}` })
  const toCloud = await ana.does('messages', { to: cloud.phone, type: 'text', text: { body: 'a la nube' } })
  const toLinked = await ana.writes(shop, 'al vinculado')
  await program.hasText('al vinculado')
  const ids = (await ana.messages()).map(one => one.id)
  assert.ok(ids.indexOf(toCloud.id) >= 0 && ids.indexOf(toCloud.id) < ids.indexOf(toLinked.id))
})
