import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { newId, Shop } from './places/shop.js'
import { StandIn, stopAll } from './places/hub.js'
import { control, fault, Person, until } from './places/sandbox.js'

after(stopAll)

/** @type {StandIn | undefined} */ let shared
async function place() {
  shared ??= await StandIn.started()
  return { hub: shared, shop: await Shop.linked(shared), ana: await Person.called('Ana') }
}

test('what comes while the line is closed waits, and is marked as late', async () => {
  const { shop, ana } = await place()
  await ana.writes(shop.phone, 'uno')
  assert.equal((await shop.heardText('uno')).offline, false)
  await shop.ask('close')
  await until(async () => !(await shop.phone.devices())[0].online)
  for (const text of ['dos', 'tres']) await ana.writes(shop.phone, text)
  await shop.opened()
  for (const text of ['dos', 'tres']) assert.equal((await shop.heardText(text)).offline, true)
  await until(async () => (await shop.phone.devices())[0].waiting === 0)
})

test('a line that is cut is told as closed, and the next one brings what came meanwhile', async () => {
  const { shop, ana } = await place()
  await fault('ws-drop', shop.phone)
  const closed = await shop.hasState('closed', one => one.code === 428)
  assert.equal(closed.willRetry, false)
  await ana.writes(shop.phone, 'entretanto')
  await shop.opened()
  await shop.heardText('entretanto')
})

test('a line that is half open looks alive, and a probe finds out', async () => {
  const { shop } = await place()
  const well = await shop.ask('probe')
  assert.equal(well.alive, true)
  assert.equal(typeof well.rttMs, 'number')
  assert.ok(well.lastIn > 0 && well.lastOut > 0)

  await fault('ws-stall', shop.phone)
  const heard = await shop.ask('probe', { silentMs: 60_000 })
  assert.deepEqual([heard.alive, heard.rttMs], [true, null])
  assert.ok(heard.silentMs >= 0 && heard.silentMs < 60_000)
  const ill = await shop.ask('probe', { timeoutMs: 1_000 })
  assert.equal(ill.alive, false)
  assert.equal(ill.state, 'online')
  await shop.ask('close')
  await shop.opened()
  assert.equal((await shop.ask('probe')).alive, true)
})

test('a login elsewhere is told as that, and nobody logs in again', async () => {
  const { shop } = await place()
  await fault('ws-conflict', shop.phone)
  assert.equal((await shop.hasState('replaced')).code, 440)
  assert.equal((await shop.phone.devices())[0].online, false)
})

test('a version that is too old is told as that', async () => {
  const { hub, shop } = await place()
  await shop.ask('close')
  await fault('ws-refuse', shop.phone, { code: 405 })
  await hub.open(shop.session)
  assert.equal((await shop.hasState('refused')).code, 405)
  await shop.opened({ waVersion: '2.3000.1099999999' })
})

test('a login that is refused for now is told with its code', async () => {
  const { hub, shop } = await place()
  await shop.ask('close')
  await fault('ws-refuse', shop.phone, { code: 503 })
  await hub.open(shop.session)
  await shop.hasState('closed', one => one.code === 503)
  await shop.opened()
})

test('a ban is told with its end, when WhatsApp names one', async () => {
  const { hub, shop } = await place()
  await shop.ask('close')
  await fault('ws-refuse', shop.phone, { code: 402, wait: 'PT2H' })
  await hub.open(shop.session)
  const banned = await shop.hasState('closed', one => one.code === 402)
  const hours = (Date.parse(banned.until) - Date.now()) / 3_600_000
  assert.ok(hours > 1.9 && hours <= 2, `${hours}`)

  await fault('ws-refuse', shop.phone, { code: 406 })
  await hub.open(shop.session)
  await shop.hasState('closed', one => one.code === 406)
  await shop.opened()
})

test('a number that WhatsApp has limited is told so (463), and goes on with those who know it', async () => {
  const { shop, ana } = await place()
  const beto = await Person.called('Beto')
  await ana.writes(shop.phone, 'hola')
  await shop.heardText('hola')
  await shop.phone.is({ reachOutLimited: true })
  await shop.hasState('restricted', one => one.active === true)

  const cold = await shop.sends(beto, 'compre flores')
  assert.equal(cold.outcome, 'refused')
  assert.equal(cold.code, 463)
  assert.deepEqual(await beto.messages(), [])
  assert.equal((await shop.sends(ana, 'con gusto')).outcome, 'sent')
  await ana.hasText('con gusto')

  await shop.phone.is({ reachOutLimited: false })
  await shop.hasState('restricted', one => one.active === false)
})

test('whether a limit is over is asked after a login, when the hub still believes in it', async () => {
  const { hub, shop } = await place()
  await shop.ask('close')
  await hub.open(shop.session, { restricted: true })
  await shop.hasState('restricted', one => one.active === false)

  await shop.phone.is({ reachOutLimited: true })
  await shop.ask('close')
  await hub.open(shop.session, { restricted: true })
  await shop.hasState('restricted', one => one.active === true && one.until)
})

test('a message that the server refuses is told with its code, and not repeated', async () => {
  const { shop, ana } = await place()
  await fault('message-failed', shop.phone, { code: 479 })
  const answer = await shop.sends(ana, 'no')
  assert.equal(answer.outcome, 'refused')
  assert.equal(answer.code, 479)
  assert.deepEqual(await ana.messages(), [])
})

test('a message that cannot be read is asked for again and comes, and the hub is told both', async () => {
  const { hub, shop, ana } = await place()
  await ana.writes(shop.phone, 'uno')
  await shop.heardText('uno')
  /** @type {any[]} */
  const told = []
  hub.judge = frame => {
    if (frame.said?.undecryptable) told.push(frame.said)
    return 'keep'
  }
  await fault('ws-garble', shop.phone)
  const { id } = await ana.writes(shop.phone, 'dos')
  const said = await shop.heardText('dos')
  hub.judge = () => 'keep'
  assert.equal(said.wireId, id)
  assert.equal(said.retry, 1)
  assert.deepEqual(
    told.map(one => [one.wireId, one.undecryptable.final]),
    [[id, false]],
  )
})

test('a message that stays unreadable is told as that in the end', async () => {
  const { shop, ana } = await place()
  await ana.writes(shop.phone, 'uno')
  await shop.heardText('uno')
  await shop.ask('close')
  await shop.opened({ patienceSeconds: 2 })
  await fault('ws-garble', shop.phone, { count: undefined })
  const { id } = await ana.writes(shop.phone, 'nunca')
  const said = await shop.heard(one => one.wireId === id && one.undecryptable?.final)
  assert.equal(said.message, undefined)
  assert.equal(said.chat.pn, ana.pn)
  await control('POST', '/faults', { kind: 'ws-garble', on: false })
  await ana.writes(shop.phone, 'otra cosa')
  await shop.heardText('otra cosa')
})

test('a person who cannot read ours asks for it, and gets it from what the hub kept', async () => {
  const { shop, ana } = await place()
  await shop.sends(ana, 'uno')
  await ana.hasText('uno')
  await ana.writes(shop.phone, 'dos')
  await shop.heardText('dos')
  // A line that has sent nothing yet knows nothing but what the hub has.
  await ana.is({ online: false })
  const sent = await shop.sends(ana, 'tres')
  await shop.ask('close')
  await shop.opened()
  await ana.does('forget')
  await ana.is({ online: true })
  assert.equal((await ana.hasText('tres')).id, sent.wireId)
})

test('a file that WhatsApp has lost is asked of the phone', async () => {
  const { shop, ana } = await place()
  const { id } = await ana.does('messages', { to: shop.phone.phone, type: 'image', image: {} })
  const said = await shop.heard(one => one.wireId === id)
  await fault('media-missing', /** @type {any} */ ({ phone: said.message.imageMessage.directPath }))
  const fetched = await shop.ask('media.fetch', { message: said.message, wireId: id, chat: said.chat, fromMe: false })
  assert.ok(fetched.size > 100)
  assert.ok(fetched.message.imageMessage.directPath, 'where it is now is told')
})

test('a file that is too large, damaged or not there is refused as that', async () => {
  const { shop, ana } = await place()
  const { id } = await ana.does('messages', {
    to: shop.phone.phone,
    type: 'document',
    document: { data: Buffer.alloc(5_000, 'x').toString('base64'), filename: 'x.bin' },
  })
  const { message, chat } = await shop.heard(one => one.wireId === id)
  const fetch = (/** @type {any} */ changes, /** @type {object} */ more = {}) =>
    shop.ask('media.fetch', { message: { documentMessage: { ...message.documentMessage, ...changes } }, wireId: id, chat, ...more })
  await assert.rejects(fetch({}, { maxBytes: 1_000 }), /media-too-large/)
  await assert.rejects(fetch({ fileLength: '10' }, { maxBytes: 1_000 }), /media-too-large/)
  await assert.rejects(fetch({ fileSha256: Buffer.alloc(32, 7).toString('base64') }), /media-damaged/)
  await assert.rejects(fetch({ mediaKey: Buffer.alloc(32, 7).toString('base64') }), /media-damaged/)
  await assert.rejects(shop.ask('media.fetch', { message: { conversation: 'x' } }), /no-media/)
})

test('a session of somebody else, an old epoch and an unknown question are refused', async () => {
  const { hub, shop } = await place()
  await assert.rejects(hub.ask('probe', 'dev_nobody'), /not-open/)
  await assert.rejects(shop.ask('probe', { epoch: 1 }), /stale-epoch/)
  await assert.rejects(shop.ask('dance'), /unknown-request/)
  await assert.rejects(hub.ask('open', shop.session, { epoch: shop.shelf.epoch, creds: shop.shelf.creds }), /already-open/)
  await assert.rejects(hub.ask('open', 'dev_new', { epoch: 1, creds: { me: 'x' } }), /bad-creds/)
  const answer = await hub.ask('send', 'dev_nobody', { wireId: newId(), to: shop.phone.address, content: { kind: 'text', text: 'x' } })
  assert.deepEqual([answer.outcome, answer.code], ['not-sent', 'not-open'])
})

test('a newer open takes the place of the older line in the same process', async () => {
  const { hub, shop, ana } = await place()
  await hub.open(shop.session)
  await shop.hasState('closed', one => one.code === 597)
  await until(() => shop.shelf.states.at(-1)?.state === 'online')
  await ana.writes(shop.phone, 'sigo acá')
  await shop.heardText('sigo acá')
})

test('a fault in one session ends that one, and the others go on', async () => {
  const { hub, shop, ana } = await place()
  const other = await Shop.linked(hub, { name: 'Vivero' })
  // Credentials that look right and are not: whatever comes of them stays in their session.
  const broken = JSON.parse(JSON.stringify(shop.shelf.creds))
  broken.signedPreKey = null
  broken.noiseKey.public = null
  broken.me = null
  await hub.ask('open', 'dev_broken', { epoch: 1, creds: broken }).catch(() => {})
  await new Promise(done => setTimeout(done, 1_000))
  await ana.writes(other.phone, 'todo bien')
  await other.heardText('todo bien')
  assert.equal(hub.gone, false)
})
