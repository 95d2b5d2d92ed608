import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newId, Shop, textOf } from './places/shop.js'
import { StandIn, stopAll } from './places/hub.js'
import { control, fault, Person, until } from './places/sandbox.js'

after(stopAll)

/** @param {{env?: Record<string, string>}} [options] */
async function place(options) {
  const hub = await StandIn.started(options)
  return { hub, shop: await Shop.linked(hub), ana: await Person.called('Ana') }
}

/** The next engine, with what the hub kept. @param {StandIn} hub @param {Shop} shop */
async function again(hub, shop) {
  const next = await StandIn.started({ shelves: hub.shelves })
  shop.hub = next
  return next
}

/** @param {(frame: any) => boolean} which @returns {(frame: any) => 'nothing' | 'keep'} */
const ignores = which => frame => (which(frame) ? 'nothing' : 'keep')

test('a message, the sessions that reading it changed, and nothing else are one commit', async () => {
  const { shop, ana } = await place()
  await ana.writes(shop.phone, 'hola')
  const { wireId } = await shop.heardText('hola')
  const commit = shop.shelf.commits.find(one => one.wireId === wireId)
  assert.equal(commit?.type, 'inbound')
  assert.ok(
    commit?.rows.some(row => row.startsWith('session ')),
    JSON.stringify(commit),
  )
  assert.ok(
    commit?.rows.some(row => row.startsWith('pre-key ')),
    'the pre-key that was used is gone in the same commit',
  )
  const session = /** @type {string} */ (commit?.rows.find(row => row.startsWith('session ')))
  assert.equal(shop.shelf.commits.filter(one => one.rows.includes(session)).length, 1)
})

test('what is sent is kept, with the session that sealed it, before it is on the wire', async () => {
  const { hub, shop, ana } = await place()
  assert.equal((await shop.sends(ana, 'uno')).outcome, 'sent')
  hub.judge = ignores(frame => frame.type === 'keys.set')
  const wireId = newId()
  const sending = shop.sends(ana, 'dos', { wireId, timeoutMs: 3_000 })
  await new Promise(done => setTimeout(done, 1_500))
  assert.equal(
    (await ana.messages()).some(one => one.id === wireId),
    false,
  )
  await sending
  const commit = shop.shelf.commits.find(one => one.type === 'keys.set' && one.wireId)
  assert.ok(commit?.rows.some(row => row.startsWith('session ')))
})

test('the receipt leaves only after the commit: without it, the message comes again', async () => {
  const { hub, shop, ana } = await place()
  await shop.phone.is({ online: false })
  hub.judge = ignores(frame => frame.type === 'inbound')
  const { id } = await ana.writes(shop.phone, 'no te pierdas')
  await new Promise(done => setTimeout(done, 1_500))
  assert.notEqual((await ana.messages()).find(one => one.id === id).status, 'delivered', 'nobody was told that it is here')
  await hub.kill()

  await again(hub, shop)
  await shop.opened()
  assert.equal((await shop.heardText('no te pierdas')).offline, true)
  await ana.has(one => one.id === id && one.status === 'delivered')
})

test('killed between commit and receipt, the message is there once, and its receipt comes', async () => {
  const { hub, shop, ana } = await place()
  await shop.phone.is({ online: false })
  hub.judge = frame => {
    if (frame.type !== 'inbound') return 'keep'
    // The hub has it on disk, and the engine does not live to hear so.
    shop.shelf.keep(frame)
    return 'nothing'
  }
  const { id } = await ana.writes(shop.phone, 'una sola vez')
  await shop.heardText('una sola vez')
  await hub.kill()

  await again(hub, shop)
  await shop.opened()
  await ana.has(one => one.id === id && one.status === 'delivered')
  await ana.writes(shop.phone, 'y otra')
  await shop.heardText('y otra')
  assert.equal((await shop.heardText('una sola vez')).times, 1)
})

test('a hub that cannot keep a message gets it again after the next open', async () => {
  const { hub, shop, ana } = await place()
  hub.judge = frame => (frame.type === 'inbound' ? 'nack' : 'keep')
  await ana.writes(shop.phone, 'disco lleno')
  await shop.hasState('closed', one => one.code === 598)
  assert.equal(shop.hears('disco lleno'), false)

  hub.judge = () => 'keep'
  await shop.opened()
  await shop.heardText('disco lleno')
})

test('a receipt that the hub did not hear of comes again', async () => {
  const { hub, shop, ana } = await place()
  hub.judge = ignores(frame => frame.type === 'receipts')
  const { wireId } = await shop.sends(ana, '¿llegó?')
  await ana.hasText('¿llegó?')
  await new Promise(done => setTimeout(done, 1_000))
  await hub.kill()
  assert.equal(
    shop.shelf.events.some(one => one.type === 'receipts'),
    false,
  )

  await again(hub, shop)
  await shop.opened()
  await shop.hasStatus(wireId, 'delivered')
})

test('the same id sent again arrives once', async () => {
  const { shop, ana } = await place()
  const { wireId } = await shop.sends(ana, 'una vez')
  assert.equal((await shop.sends(ana, 'una vez', { wireId, prepared: shop.shelf.outbound.get(wireId) })).outcome, 'sent')
  await shop.sends(ana, 'después')
  await ana.hasText('después')
  assert.equal((await ana.messages()).filter(one => one.text?.body === 'una vez').length, 1)
})

test('what was written when the line broke is unknown, and sending it again settles it', async () => {
  const { shop, ana } = await place()
  await shop.sends(ana, 'antes')
  await fault('ws-stall', shop.phone)
  const wireId = newId()
  const answer = await shop.sends(ana, 'al vacío', { wireId, timeoutMs: 6_000 })
  assert.equal(answer.outcome, 'unknown')
  await shop.ask('close')
  await shop.opened()
  assert.equal((await shop.sends(ana, 'al vacío', { wireId, prepared: shop.shelf.outbound.get(wireId) })).outcome, 'sent')
  await ana.hasText('al vacío')
  assert.equal((await ana.messages()).filter(one => one.id === wireId).length, 1)
})

test('an engine with an older epoch writes nothing, and closes its line', async () => {
  const { shop, ana } = await place()
  shop.shelf.epoch++
  await ana.writes(shop.phone, 'para el otro')
  assert.equal((await shop.hasState('closed', one => one.code !== 515)).code, 597)
  assert.equal(shop.hears('para el otro'), false)
})

test('an engine with an older epoch sends nothing', async () => {
  const { shop, ana } = await place()
  await shop.sends(ana, 'uno')
  const old = shop.shelf.epoch++
  const answer = await shop.ask('send', { epoch: old, wireId: newId(), to: ana.address, content: { kind: 'text', text: 'dos' } })
  assert.equal(answer.outcome, 'not-sent')
  assert.equal((await shop.hasState('closed', one => one.code === 597)).willRetry, false)
  assert.equal(
    (await ana.messages()).some(one => one.text?.body === 'dos'),
    false,
  )
})

test('killed with -9 in the middle of traffic both ways, again and again: nothing is lost and nothing arrives twice', async () => {
  const { hub, shop, ana } = await place()
  let current = hub
  const [incoming, outgoing] = [
    Array.from({ length: 40 }, (_, at) => `entra ${at}`),
    Array.from({ length: 40 }, (_, at) => ({ wireId: newId(), text: `sale ${at}` })),
  ]
  const writing = (async () => {
    for (const text of incoming) {
      await ana.writes(shop.phone, text)
      await new Promise(done => setTimeout(done, 60))
    }
  })()
  /** Sends until it is settled, as the hub's outbox does. */
  const sending = (async () => {
    for (const { wireId, text } of outgoing) {
      for (let outcome; outcome !== 'sent';) {
        const prepared = shop.shelf.outbound.get(wireId)
        outcome = (await shop.sends(ana, text, { wireId, prepared, timeoutMs: 5_000 }).catch(() => ({ outcome: 'unknown' }))).outcome
        if (outcome !== 'sent') await new Promise(done => setTimeout(done, 200))
      }
    }
  })()
  for (let crash = 0; crash < 4; crash++) {
    await new Promise(done => setTimeout(done, 700))
    await current.kill()
    current = await again(current, shop)
    await shop.opened()
  }
  await Promise.all([writing, sending])

  for (const text of incoming) await shop.heardText(text)
  for (const { wireId } of outgoing) await ana.has(one => one.id === wireId)
  const said = [...shop.shelf.said.values()].map(textOf)
  const arrived = (await ana.messages()).filter(one => one.direction === 'received')
  assert.equal(said.filter(text => text?.startsWith('entra')).length, incoming.length)
  assert.equal(arrived.length, outgoing.length)
})

test('a hub that is slow for one number does not hold up the others', async () => {
  const { hub, shop, ana } = await place()
  const other = await Shop.linked(hub, { name: 'Vivero' })
  /** @type {(() => void)[]} */
  const waiting = []
  hub.judge = frame => (frame.session === shop.session && frame.type === 'inbound' ? new Promise(done => waiting.push(() => done('keep'))) : 'keep')
  for (let at = 0; at < 5; at++) await ana.writes(shop.phone, `lento ${at}`)
  await ana.writes(other.phone, 'rápido')
  await other.heardText('rápido')
  assert.equal((await other.sends(ana, 'enseguida')).outcome, 'sent')
  assert.equal(shop.hears('lento 0'), false)

  const release = setInterval(() => waiting.shift()?.(), 50)
  for (let at = 0; at < 5; at++) await shop.heardText(`lento ${at}`)
  clearInterval(release)
})

test('an answer that never comes freezes neither the next line nor another number that writes to the same person', async () => {
  const { hub, shop, ana } = await place()
  const other = await Shop.linked(hub, { name: 'Vivero' })
  await ana.writes(shop.phone, 'uno')
  await shop.heardText('uno')
  await shop.ask('close')
  await shop.opened()
  hub.judge = ignores(frame => frame.session === shop.session && frame.type === 'keys.get')
  await ana.writes(shop.phone, 'dos')
  await new Promise(done => setTimeout(done, 1_000))
  assert.equal((await other.sends(ana, 'de otro número')).outcome, 'sent')
  await ana.writes(other.phone, 'para el otro')
  await other.heardText('para el otro')

  hub.judge = () => 'keep'
  await shop.ask('close')
  await shop.opened()
  await shop.heardText('dos')
  assert.equal((await shop.sends(ana, 'tres')).outcome, 'sent')
})

test('when the hub is gone, the engine ends', async () => {
  const { hub, shop } = await place()
  hub.stream?.destroy()
  assert.deepEqual(await hub.exited, { code: 0, signal: null })
  await until(async () => !(await shop.phone.devices())[0].online)
})

test('asked to end, it settles what is being sent, closes its lines, and ends', async () => {
  const { hub, shop, ana } = await place()
  const begun = new Promise(done => {
    hub.judge = frame => {
      done(frame)
      return 'keep'
    }
  })
  const sending = shop.sends(ana, 'lo último')
  await begun
  hub.engine?.kill('SIGTERM')
  assert.equal((await sending).outcome, 'sent')
  await shop.hasState('closed', one => one.code === 499)
  assert.equal((await hub.exited).code, 0)
  await ana.hasText('lo último')
})

test('a hub can ask for the end, too', async () => {
  const { hub, shop } = await place()
  await hub.ask('drain')
  assert.equal((await hub.exited).code, 0)
  await shop.hasState('closed', one => one.code === 499)
})

test('an engine with a wrong token is not let in', async () => {
  const hub = await StandIn.started({ token: 'wrong' })
  await hub.exited
  assert.equal(hub.hello, undefined)
})

test('no log line holds what people write, a key or a whole number', async () => {
  const hub = await StandIn.started({ env: { PALOMAR_ENGINE_LOG: 'debug' } })
  const shop = await Shop.linked(hub)
  const ana = await Person.called('Ana')
  await ana.writes(shop.phone, 'secreto de verdad')
  await shop.heardText('secreto de verdad')
  await shop.sends(ana, 'otro secreto')
  await control('POST', '/faults', { kind: 'ws-garble', on: shop.phone.phone, count: 1 })
  await ana.writes(shop.phone, 'tercer secreto')
  await shop.heardText('tercer secreto')
  assert.ok(hub.logs.length > 1_000)
  for (const secret of ['secreto', shop.shelf.creds.noiseKey.private.data, shop.shelf.creds.advSecretKey, ana.pn.split('@')[0], shop.phone.pn.split('@')[0]]) {
    assert.equal(hub.logs.includes(secret), false, secret)
  }
  assert.equal(hub.printed, '')
})
