import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Shop } from './places/shop.js'
import { StandIn, stopAll } from './places/hub.js'
import { Person, until } from './places/sandbox.js'

/** @type {StandIn} */
let hub
before(async () => {
  hub = await StandIn.started()
})
after(stopAll)

test('a number is linked by QR code, and the phone lists the device', async () => {
  const number = await Shop.linked(hub)

  const { me } = await number.hasState('online')
  assert.equal(me.pn, number.phone.pn)
  assert.equal(me.lid, number.phone.lid)
  const [device] = await number.phone.devices()
  assert.equal(device.platform, 'Palomar')
  assert.equal(device.online, true)
  assert.equal(hub.printed, '')
})

test('a number is linked by a code that is typed into the phone', async () => {
  const number = new Shop(hub, await Person.called('Flores Norte'))
  await hub.open(number.session)
  await number.hasState('qr')

  const { code } = await number.ask('pairing-code', { phone: number.phone.phone })
  assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
  assert.equal((await number.hasState('code')).value, code)
  await until(async () => (await number.phone.shown()).awaitsCode)
  await number.phone.does('code', { code })
  await number.comesOnline()
  const ana = await Person.called('Ana')
  await ana.writes(number.phone, 'hola')
  await number.heardText('hola')
})

test('a code that nobody typed in time leaves nothing behind: the next line shows a QR code again, and a new code links', async () => {
  const number = new Shop(hub, await Person.called('Flores Centro'))
  await hub.open(number.session)
  await number.hasState('qr')
  await number.ask('pairing-code', { phone: number.phone.phone })
  await number.ask('close')
  await number.hasState('closed', one => one.code === 499)

  const before = number.shelf.states.length
  await hub.open(number.session)
  await until(
    () => number.shelf.states.slice(before).find(one => one.state === 'qr'),
    () => JSON.stringify(number.shelf.states.slice(before)),
  )
  const { code } = await number.ask('pairing-code', { phone: number.phone.phone })
  await number.phone.does('code', { code })
  await number.comesOnline()
})

test('the QR code changes until nobody scans it, and then the line says so', async () => {
  const number = new Shop(hub, await Person.called('Flores Oeste'))
  await hub.open(number.session, { qrSeconds: 0.2 })
  await number.hasState('closed', one => one.code === 408)
  const codes = number.shelf.states.filter(one => one.state === 'qr')
  assert.ok(codes.length > 2)
  assert.equal(new Set(codes.map(one => one.value)).size, codes.length)
  assert.ok(codes.every(one => !globalThis.Number.isNaN(Date.parse(one.expiresAt))))
})

test('a phone that asks for a passkey is told as that', async () => {
  const number = new Shop(hub, await Person.called('Flores Este', { passkey: true }))
  await hub.open(number.session)
  await number.phone.does('scan', { qr: (await number.hasState('qr')).value })
  await number.hasState('passkey')
  assert.deepEqual(await number.phone.devices(), [])
})

test('who we are is on disk before WhatsApp hears that we are linked', async () => {
  const number = new Shop(hub, await Person.called('Flores Sur'))
  const asked = hub.judge
  hub.judge = frame => (frame.session === number.session && frame.creds?.me ? 'nothing' : 'keep')
  await hub.open(number.session)
  await number.phone.does('scan', { qr: (await number.hasState('qr')).value }).catch(() => {})
  await new Promise(done => setTimeout(done, 1_000))
  assert.equal(
    number.shelf.states.some(one => one.state === 'linked'),
    false,
  )
  hub.judge = asked
})

test('a number unlinks itself', async () => {
  const number = await Shop.linked(hub)
  await number.ask('logout')
  assert.equal((await number.hasState('logged-out')).by, 'us')
  await until(async () => (await number.phone.devices()).length === 0)
})

test('a number that is removed at the phone is told so, and its line is not open any more', async () => {
  const number = await Shop.linked(hub)
  await until(async () => (await fetch(`${process.env.SANDBOX_URL}/sandbox/phones/${number.phone.phone}/devices/1`, { method: 'DELETE' })).ok)
  assert.equal((await number.hasState('logged-out')).by, 'phone')
  await assert.rejects(number.ask('groups'), /not-open/)
})

test('a number that was removed while it was away learns it when it comes back', async () => {
  const number = await Shop.linked(hub)
  await number.ask('close')
  await number.hasState('closed', one => one.code === 499)
  await fetch(`${process.env.SANDBOX_URL}/sandbox/phones/${number.phone.phone}/devices/1`, { method: 'DELETE' })
  await hub.open(number.session)
  await number.hasState('logged-out')
})

test('closing a line leaves it linked', async () => {
  const number = await Shop.linked(hub)
  await number.ask('close', { reason: 'paused' })
  assert.equal((await number.hasState('closed', one => one.code === 499)).reason, 'paused')
  await until(async () => !(await number.phone.devices())[0].online)
  await number.opened()
})

test('the same credentials opened elsewhere take the line, and nobody fights for it', async () => {
  const number = await Shop.linked(hub)
  const other = await StandIn.started()
  other.shelf('twin').creds = number.shelf.creds
  other.shelf('twin').rows = new Map(number.shelf.rows)
  await other.open('twin')
  const replaced = await number.hasState('replaced')
  assert.equal(replaced.willRetry, false)
  const logins = number.shelf.states.length
  await new Promise(done => setTimeout(done, 3_000))
  assert.equal(number.shelf.states.length, logins)
  await other.stop()
})

test('what the phone has is told as history, and which piece ended it', async () => {
  const [phone, ana] = [await Person.called('Flores Sur'), await Person.called('Ana')]
  await ana.writes(phone, 'antes')
  await phone.writes(ana, 'sí')
  const number = new Shop(hub, phone)
  await hub.open(number.session)
  await number.scans()

  const piece = await until(() => number.shelf.history.find(one => one.said.length))
  assert.deepEqual(piece.said.map((/** @type {any} */ one) => [one.message.conversation, one.fromMe, one.backfilled]).sort(), [
    ['antes', false, true],
    ['sí', true, true],
  ])
  assert.ok(piece.said.every((/** @type {any} */ one) => one.chat.pn === ana.pn && one.chat.lid === ana.lid))
  await until(() => number.shelf.history.some(one => one.contacts.some((/** @type {any} */ contact) => contact.name === 'Ana' && contact.pn === ana.pn)))
  await until(() => number.shelf.history.some(one => one.lids.some((/** @type {any} */ pair) => pair.lid === ana.lid && pair.pn === ana.pn)))
  await until(() => number.shelf.history.some(one => one.last && one.of))
  assert.deepEqual(number.shelf.pendingHistory, [])
})

test('history that a crash cut off comes with the next line', async () => {
  const [phone, ana] = [await Person.called('Flores Sur'), await Person.called('Ana')]
  await ana.writes(phone, 'de antes')
  const before = await StandIn.started()
  before.judge = frame => (frame.type === 'history' ? 'nothing' : 'keep')
  const number = new Shop(before, phone)
  await before.open(number.session)
  await phone.does('scan', { qr: (await number.hasState('qr')).value })
  await number.comesOnline()
  await until(() => number.shelf.pendingHistory.length > 0)
  await before.kill()

  const next = await StandIn.started({ shelves: before.shelves })
  number.hub = next
  await number.opened()
  await until(() => number.shelf.history.some(one => one.said.some((/** @type {any} */ said) => said.message.conversation === 'de antes')))
  await until(() => number.shelf.pendingHistory.length === 0)
  await next.stop()
})
