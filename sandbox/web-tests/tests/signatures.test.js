import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Program, stopAll } from './program.js'
import { control, fault, Person, until, web } from './sandbox.js'

after(stopAll)

test('a server whose certificate has one wrong byte is refused', async () => {
  await control('POST', '/faults', { kind: 'ws-bad-certificate', on: 'forged=1' })
  const program = new Program({ socket: { waWebSocketUrl: `${web.url}?forged=1` } }).connect()
  const refused = await until(() => program.seen.closed[0])
  assert.match(String(refused.error), /certificate signature invalid/)
})

test('a server with another root is refused', async () => {
  const other = Buffer.from(web.rootPublicKey, 'hex')
  other[7] ^= 1
  const program = new Program({ root: other }).connect()
  const refused = await until(() => program.seen.closed[0])
  assert.match(String(refused.error), /certificate signature invalid/)
})

test('a phone whose signature under the device has one wrong byte is refused', async () => {
  const shop = await Person.called('Flores Sur')
  await fault('ws-bad-adv', shop)
  const program = new Program().connect()
  await shop.does('scan', { qr: await program.qr() })
  const refused = await until(() => program.seen.closed[0])
  assert.match(String(refused.error), /Failed to verify account signature/)
  assert.deepEqual(await shop.devices(), [])
})

test('a person whose keys have one wrong byte in the signature is not written to', async () => {
  const shop = await Person.called('Flores Sur')
  const ana = await Person.called('Ana')
  const program = await Program.linkedTo(shop)
  await fault('ws-bad-prekey', shop, { count: undefined })
  await assert.rejects(program.sends(ana, 'hola'), /Invalid signature/)
  assert.deepEqual(await ana.messages(), [])

  await control('POST', '/faults', { kind: 'ws-bad-prekey', on: false })
  await program.sends(ana, 'ahora sí')
  await ana.hasText('ahora sí')
})
