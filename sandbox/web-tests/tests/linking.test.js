import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Program, stopAll } from './program.js'
import { Person } from './sandbox.js'

after(stopAll)

test('a program is linked by QR code, and the phone lists it', async () => {
  const shop = await Person.called('Flores Sur')
  const program = await Program.linkedTo(shop)

  assert.equal(program.socket.user.id, `${shop.jid.split('@')[0]}:1@s.whatsapp.net`)
  assert.equal(program.socket.user.lid, `${shop.lid.split('@')[0]}:1@lid`)
  const [device] = await shop.devices()
  assert.equal(device.device, 1)
  assert.equal(device.online, true)
})

test('a text goes both ways, encrypted', async () => {
  const shop = await Person.called('Flores Sur')
  const ana = await Person.called('Ana')
  const program = await Program.linkedTo(shop)

  await ana.writes(shop, 'hola')
  const came = await program.hasText('hola')
  assert.equal(came.pushName, 'Ana')
  const sent = await program.sends(ana, '¡buenas!')
  const arrived = await ana.hasText('¡buenas!')
  assert.equal(arrived.id, sent.key.id)
  assert.equal(arrived.from, shop.phone)
})
