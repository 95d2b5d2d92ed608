import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Shop } from './places/shop.js'
import { StandIn, stopAll } from './places/hub.js'
import { Person, until } from './places/sandbox.js'

after(stopAll)

const MANY = globalThis.Number(process.env.SESSIONS ?? 50)
const MB = 1024 * 1024

test(`${MANY} numbers live in one engine, each with its own messages, and the memory that they take is told`, async t => {
  const first = await StandIn.started()
  /** @type {Shop[]} */
  const shops = []
  for (let at = 0; at < MANY; at += 5) {
    shops.push(...(await Promise.all(Array.from({ length: Math.min(5, MANY - at) }, (_, one) => Shop.linked(first, { name: `Flores ${at + one}` })))))
  }
  await first.ask('drain')
  await first.exited

  // A new process, so that what linking took is not counted.
  const hub = await StandIn.started({ shelves: first.shelves })
  const rss = async () => {
    const before = hub.heartbeats.length
    await until(() => hub.heartbeats.length > before + 1)
    return hub.heartbeats.at(-1).rss
  }
  for (const shop of shops) shop.hub = hub
  await shops[0].opened()
  const one = await rss()
  for (let at = 1; at < MANY; at += 10) await Promise.all(shops.slice(at, at + 10).map(shop => shop.opened()))
  const idle = await rss()

  const ana = await Person.called('Ana')
  await Promise.all(shops.map((shop, at) => ana.writes(shop.phone, `hola ${at}`)))
  await Promise.all(shops.map((shop, at) => shop.heardText(`hola ${at}`)))
  for (const [at, shop] of shops.entries()) assert.equal((await shop.sends(ana, `buenas ${at}`)).outcome, 'sent')
  for (const at of shops.keys()) await ana.hasText(`buenas ${at}`)
  const busy = await rss()

  const each = (/** @type {number} */ total) => ((total - one) / (MANY - 1) / MB).toFixed(2)
  t.diagnostic(
    `RSS: 1 session ${(one / MB).toFixed(0)} MB, ${MANY} idle ${(idle / MB).toFixed(0)} MB (${each(idle)} MB each), after a message each way ${(busy / MB).toFixed(0)} MB (${each(busy)} MB each)`,
  )
  assert.equal(hub.heartbeats.at(-1).sessions.online, MANY)
  assert.equal(
    shops.every((shop, at) => shop.hears(`hola ${at}`) && !shop.hears(`hola ${at + 1}`)),
    true,
  )
})
