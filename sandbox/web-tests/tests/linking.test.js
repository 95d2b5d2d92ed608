import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Program, stopAll } from './program.js'
import { control, Person, until } from './sandbox.js'

after(stopAll)

test('a program is linked by QR code, and the phone lists it', async () => {
  const shop = await Person.called('Flores Sur')
  const program = await Program.linkedTo(shop)

  assert.equal(program.socket.user.id, `${shop.jid.split('@')[0]}:1@s.whatsapp.net`)
  assert.equal(program.socket.user.lid, `${shop.lid.split('@')[0]}:1@lid`)
  const [device] = await shop.devices()
  assert.equal(device.device, 1)
  assert.equal(device.platform, 'Ubuntu')
  assert.equal(device.online, true)
})

test('a QR code that somebody shows is scanned by one click', async () => {
  const shop = await Person.called('Flores Sur')
  const program = new Program().connect()
  await control('POST', '/qr', { qr: await program.qr() })

  assert.ok((await control('GET', '/qr')).data.length > 0)
  await shop.does('scan')
  await program.isOpen()
})

test('a QR code that nobody shows any more is refused, and so is one with another key', async () => {
  const shop = await Person.called('Flores Sur')
  const program = new Program().connect()
  const qr = await program.qr()
  const [ref, noise, identity, ...rest] = qr.split(',')

  await assert.rejects(shop.does('scan', { qr: [ref, identity, noise, ...rest].join(',') }), /other keys/)
  program.stop()
  await until(() => shop.does('scan', { qr }).then(() => false, error => /not one that is shown/.test(error.message)))
})

test('a program is linked by a code that is typed into the phone', async () => {
  const shop = await Person.called('Flores Sur')
  const ana = await Person.called('Ana')
  const program = new Program().connect()
  await program.qr()

  const code = await program.socket.requestPairingCode(shop.phone.slice(1))
  await until(async () => (await shop.shown()).awaitsCode)
  await shop.does('code', { code })
  await program.settled()
  await ana.writes(shop, 'hola')
  await program.hasText('hola')
})

test('a wrong code links nothing', async () => {
  const shop = await Person.called('Flores Sur')
  const program = new Program().connect()
  await program.qr()

  await program.socket.requestPairingCode(shop.phone.slice(1), 'ABCDEFGH')
  await until(async () => (await shop.shown()).awaitsCode)
  await shop.does('code', { code: 'ABCD-EFGJ' })
  await program.saw('stanzas', one => one.tag === 'iq' && one.attrs.type === 'error')
  assert.deepEqual(await shop.devices(), [])
})

test('a phone that asks for a passkey says so instead of linking', async () => {
  const shop = await Person.called('Flores Sur', { passkey: true })
  const program = new Program().connect()

  await shop.does('scan', { qr: await program.qr() })
  await program.saw('stanzas', one => one.tag === 'notification' && one.attrs.type === 'passkey_prologue_request')
  assert.deepEqual(await shop.devices(), [])
})

test('several programs are linked to one phone, and the phone removes one of them', async () => {
  const shop = await Person.called('Flores Sur')
  const first = await Program.linkedTo(shop)
  const second = await Program.linkedTo(shop)
  assert.deepEqual((await shop.devices()).map(one => one.device), [1, 2])

  await control('DELETE', `/phones/${shop.phone}/devices/1`)
  await first.closed(401)
  assert.equal(second.open, true)
  assert.deepEqual((await shop.devices()).map(one => one.device), [2])
})

test('a device that was removed while it was away is refused when it comes back', async () => {
  const shop = await Person.called('Flores Sur')
  const program = await Program.linkedTo(shop)
  program.stop()

  await control('DELETE', `/phones/${shop.phone}/devices/1`)
  program.connect()
  await program.closed(401)
})

test('a program that logs out is linked no more', async () => {
  const shop = await Person.called('Flores Sur')
  const program = await Program.linkedTo(shop)

  await program.socket.logout()
  await until(async () => (await shop.devices()).length === 0)
})

test('history calls those who hide their number by LID alone', async () => {
  const shop = await Person.called('Flores Sur')
  const caro = await Person.called('Caro', { hidesNumber: true })
  await caro.writes(shop, 'antes')

  const history = await (await Program.linkedTo(shop)).saw('history')
  assert.equal(history.chats[0].id, caro.lid)
  assert.equal(history.messages[0].key.remoteJid, caro.lid)
  assert.equal(JSON.stringify(history).includes(caro.jid), false)
})

test('the phone sends a new device what it has: chats, names, and which LID is whose', async () => {
  const shop = await Person.called('Flores Sur')
  const ana = await Person.called('Ana')
  await ana.writes(shop, 'antes')
  await shop.writes(ana, 'sí')

  const program = await Program.linkedTo(shop)
  const history = await program.saw('history')
  assert.deepEqual(history.messages.map(one => one.message.conversation), ['sí', 'antes'])
  assert.equal(history.contacts[0].name, 'Ana')
  assert.equal(await program.socket.signalRepository.lidMapping.getLIDForPN(ana.jid), ana.lid)
  assert.equal(program.seen.messages.filter(one => one.message?.conversation).length, 0)
})
