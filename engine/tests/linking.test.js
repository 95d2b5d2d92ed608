import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Number } from './places/number.js'
import { StandIn, stopAll } from './places/hub.js'
import { Person, until } from './places/sandbox.js'

/** @type {StandIn} */
let hub
before(async () => { hub = await StandIn.started() })
after(stopAll)

test('a number is linked by QR code, and the phone lists the device', async () => {
  const number = await Number.linked(hub)

  const { me } = await number.hasState('online')
  assert.equal(me.pn, number.phone.pn)
  assert.equal(me.lid, number.phone.lid)
  const [device] = await number.phone.devices()
  assert.equal(device.platform, 'Palomar')
  assert.equal(device.online, true)
  assert.equal(hub.printed, '')
})
