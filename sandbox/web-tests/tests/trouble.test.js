import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Program, stopAll } from './program.js'
import { control, fault, Person, until } from './sandbox.js'

after(stopAll)

async function pair(options) {
  const [shop, ana] = [await Person.called('Flores Sur'), await Person.called('Ana')]
  return { shop, ana, program: await Program.linkedTo(shop, options) }
}

test('what comes while the program is away waits, and is marked as late when it comes back', async () => {
  const { shop, ana, program } = await pair()
  await ana.writes(shop, 'primero')
  await program.hasText('primero')
  program.stop()

  await until(async () => !(await shop.devices())[0].online)
  for (const text of ['dos', 'tres']) await ana.writes(shop, text)
  assert.equal((await shop.devices())[0].waiting, 2)
  program.connect()
  for (const text of ['dos', 'tres']) assert.equal((await program.hasText(text)).upsert, 'append')
  await until(async () => (await shop.devices())[0].waiting === 0)
})

test('what a phone gets while it is switched off waits, and no receipt comes until then', async () => {
  const { ana, program } = await pair()
  await ana.is({ online: false })
  const sent = await program.sends(ana, 'para después')
  await program.saw('acks', one => one.id === sent.key.id)
  assert.equal((await ana.shown()).waiting, 1)
  assert.deepEqual(await ana.messages(), [])

  await ana.is({ online: true })
  await ana.hasText('para después')
  await program.hasStatus(sent.key.id, 3)
})

test('a phone that cannot read a message asks for it again, and gets it', async () => {
  const { ana, program } = await pair()
  await program.sends(ana, 'uno')
  await ana.hasText('uno')
  await ana.writes({ phone: (await program.socket.user.id).split(':')[0] }, 'dos')
  await program.hasText('dos')

  await ana.does('forget')
  const sent = await program.sends(ana, 'tres')
  assert.equal((await ana.hasText('tres')).id, sent.key.id)
  assert.ok(program.seen.stanzas.find(one => one.tag === 'receipt' && one.attrs.type === 'retry' && one.attrs.id === sent.key.id))
})

test('a program that cannot read a message asks for it again, and gets it', async () => {
  const { shop, ana, program } = await pair()
  await ana.writes(shop, 'uno')
  await program.hasText('uno')

  await fault('ws-garble', shop)
  await ana.writes(shop, 'dos')
  await program.hasText('dos')
})

test('in a group, too, unreadable messages are asked for again, both ways', async () => {
  const { shop, ana, program } = await pair()
  const group = await control('POST', '/groups', { subject: 'Dos', members: [ana.phone, shop.phone] })
  await ana.writes(group.id, 'uno')
  await program.hasText('uno')
  await fault('ws-garble', shop)
  await ana.writes(group.id, 'dos')
  await program.hasText('dos')
  await ana.writes(group.id, 'tres')
  await program.hasText('tres')

  await program.sends(group.id, 'cuatro')
  await ana.hasText('cuatro')
})

test('a message that is sent twice under the same id is on the phone once', async () => {
  const { ana, program } = await pair()
  const sent = await program.sends(ana, 'una vez')
  await ana.hasText('una vez')
  await program.sends(ana, 'una vez', { messageId: sent.key.id })
  await program.sends(ana, 'después')
  await ana.hasText('después')
  assert.equal((await ana.messages()).filter(one => one.text.body === 'una vez').length, 1)
})

test('a line that breaks is told as broken, and the next one works', async () => {
  const { shop, ana, program } = await pair()
  await fault('ws-drop', shop)
  await program.closed(428)
  await until(async () => !(await shop.devices())[0].online)
  await ana.writes(shop, 'entretanto')
  program.connect()
  await program.hasText('entretanto')
})

test('a program that dies without a word is seen to be away', async () => {
  const { shop, program } = await pair()
  program.socket.ws.socket.terminate()
  await until(async () => !(await shop.devices())[0].online)
})

test('a line that stalls stays open, answers nothing and brings nothing; the next login gets what waited', async () => {
  const { shop, ana, program } = await pair({ socket: { keepAliveIntervalMs: 1_000 } })
  await fault('ws-stall', shop)
  await ana.writes(shop, 'al vacío')
  assert.equal((await shop.devices())[0].online, true)
  await program.closed(408)
  assert.equal(program.seen.messages.find(one => one.message?.conversation === 'al vacío'), undefined)
  program.connect()
  await program.hasText('al vacío')
})

test('a login elsewhere takes the place of the older line', async () => {
  const { program } = await pair()
  const twin = new Program()
  Object.assign(twin, { creds: program.creds, stored: program.stored })
  twin.connect()
  await program.closed(440)
  await twin.isOpen()
})

test('a conflict can be switched on', async () => {
  const { shop, program } = await pair()
  await fault('ws-conflict', shop)
  await program.closed(440)
})

test('a number that WhatsApp has limited writes to nobody new (463), and goes on with those who know it', async () => {
  const { shop, ana, program } = await pair()
  const beto = await Person.called('Beto')
  await ana.writes(shop, 'hola')
  await program.hasText('hola')
  await shop.is({ reachOutLimited: true })
  await program.saw('stanzas', one => one.attrs.type === 'mex')

  const cold = await program.sends(beto, 'compre flores')
  await program.saw('acks', one => one.id === cold.key.id && one.error === '463')
  await program.hasStatus(cold.key.id, 0)
  assert.deepEqual(await beto.messages(), [])
  await program.sends(ana, 'con gusto')
  await ana.hasText('con gusto')
  assert.equal((await program.socket.fetchAccountReachoutTimelock()).isActive, true)
})

test('a login is refused with the code that is asked for', async () => {
  const { shop, program } = await pair()
  program.stop()
  await fault('ws-refuse', shop, { code: 403 })
  program.connect()
  await program.closed(403)
  program.connect()
  await program.isOpen()
})

test('the server refuses a message with the code that is asked for', async () => {
  const { shop, ana, program } = await pair()
  await fault('message-failed', shop, { code: 479 })
  const sent = await program.sends(ana, 'no')
  await program.saw('acks', one => one.id === sent.key.id && one.error === '479')
})

test('somebody who is blocked is not heard', async () => {
  const { shop, ana, program } = await pair()
  const beto = await Person.called('Beto')
  await beto.writes(shop, 'hola')
  await program.hasText('hola')
  await program.socket.updateBlockStatus(beto.lid, 'block')
  await beto.writes(shop, '¡spam!')
  await ana.writes(shop, 'buen día')
  await program.hasText('buen día')
  assert.equal(program.seen.messages.find(one => one.message?.conversation === '¡spam!'), undefined)
})

test('the log shows what went over the line, without contents', async () => {
  const { shop, ana, program } = await pair()
  await ana.writes(shop, 'secreto de verdad')
  await program.hasText('secreto de verdad')
  const device = program.socket.user.id
  const log = []
  for (let after = 0, page = [0]; page.length; after = page.at(-1)?.id) {
    page = (await control('GET', `/log?after=${after}`)).data
    log.push(...page)
  }
  const frames = log.filter(one => one.kind === 'web' && one.url === device)
  assert.ok(frames.find(one => one.direction === 'out' && one.request.body.startsWith('<message ')))
  assert.ok(frames.find(one => one.direction === 'in' && one.request.body.startsWith('<receipt ')))
  assert.equal(JSON.stringify(frames).includes('secreto de verdad'), false)
})
