import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Shop } from './places/shop.js'
import { StandIn, stopAll } from './places/hub.js'
import { control, fault, Person, web } from './places/sandbox.js'

/** @type {StandIn} */ let hub
before(async () => {
  hub = await StandIn.started()
})
after(stopAll)

test('a server whose certificate has one wrong byte is refused', async () => {
  await control('POST', '/faults', { kind: 'ws-bad-certificate', on: 'forged=engine' })
  const number = new Shop(hub, await Person.called('Flores Sur'))
  await hub.open(number.session, { wsUrl: `${web.url}?forged=engine` })
  const closed = await number.hasState('closed')
  assert.equal(closed.code, 495)
  assert.match(closed.reason, /certificate/)
})

test('a server with another root is refused', async () => {
  const root = Buffer.from(web.rootPublicKey, 'hex')
  root[7] ^= 1
  const other = await StandIn.started({ env: { PALOMAR_ENGINE_ROOT_KEY: root.toString('hex') } })
  const number = new Shop(other, await Person.called('Flores Sur'))
  await other.open(number.session)
  assert.equal((await number.hasState('closed')).code, 495)
  await other.stop()
})

test('a phone whose signature under the device has one wrong byte is refused', async () => {
  const number = new Shop(hub, await Person.called('Flores Sur'))
  await fault('ws-bad-adv', number.phone)
  await hub.open(number.session)
  await number.phone.does('scan', { qr: (await number.hasState('qr')).value })
  assert.equal((await number.hasState('closed')).code, 495)
  assert.deepEqual(await number.phone.devices(), [])
})

test('a person whose keys have one wrong byte in the signature is not written to', async () => {
  const number = await Shop.linked(hub)
  const ana = await Person.called('Ana')
  await fault('ws-bad-prekey', number.phone, { count: undefined })
  const answer = await number.sends(ana, 'hola')
  assert.equal(answer.outcome, 'not-sent')
  assert.equal(answer.code, 'bad-signature')
  assert.deepEqual(await ana.messages(), [])

  await control('POST', '/faults', { kind: 'ws-bad-prekey', on: false })
  assert.equal((await number.sends(ana, 'ahora sí')).outcome, 'sent')
  await ana.hasText('ahora sí')
})

test('without the sandbox switch neither another root nor another place is accepted', async () => {
  for (const more of [
    { PALOMAR_ENGINE_ROOT_KEY: web.rootPublicKey, PALOMAR_ENGINE_URL: '' },
    { PALOMAR_ENGINE_ROOT_KEY: '', PALOMAR_ENGINE_URL: web.url },
  ]) {
    const refused = await StandIn.started({ env: { PALOMAR_ENGINE_SANDBOX: 'false', ...more }, token: 'any' })
    assert.equal((await refused.exited).code, 1)
    assert.match(refused.logs, /only for the sandbox/)
    await refused.stop()
  }
})
