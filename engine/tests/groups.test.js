import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { Shop } from './places/shop.js'
import { StandIn, stopAll } from './places/hub.js'
import { control, fault, Person, until } from './places/sandbox.js'

/** @type {StandIn} */ let hub
before(async () => {
  hub = await StandIn.started()
})
after(stopAll)

/** @param {string} [addressing] */
async function team(addressing) {
  const [shop, ana, beto] = [await Shop.linked(hub), await Person.called('Ana'), await Person.called('Beto')]
  const group = await control('POST', '/groups', { subject: 'Pedidos', members: [ana.phone, beto.phone, shop.phone.phone], addressing })
  return { shop, ana, beto, group }
}

for (const addressing of ['lid', 'pn']) {
  test(`a group whose members are addressed by ${addressing} writes to the number, and the number to all of it`, async () => {
    const { shop, ana, beto, group } = await team(addressing)
    await ana.writes(group.id, 'hola a todos')
    const said = await shop.heardText('hola a todos')
    assert.deepEqual(said.chat, { jid: group.id, kind: 'group' })
    assert.deepEqual([said.sender.pn, said.sender.lid], [ana.pn, ana.lid])
    await ana.writes(group.id, 'otra vez')
    await shop.heardText('otra vez')

    for (const text of ['hola', 'y otra']) {
      const sent = await shop.sends({ jid: group.id }, text)
      assert.equal(sent.outcome, 'sent')
      for (const member of [ana, beto]) {
        const arrived = await member.has(one => one.id === sent.wireId)
        assert.equal(arrived.group, group.id)
        assert.equal(arrived.from, shop.phone.phone)
      }
      const { receipts } = await shop.was('receipts', one => one.receipts[0].wireIds.includes(sent.wireId) && one.receipts[0].participant.lid === ana.lid)
      assert.equal(receipts[0].participant.pn, ana.pn)
    }
  })
}

test('the number asks who is in a group, and makes one itself', async () => {
  const { shop, ana, beto, group } = await team('lid')
  const known = (await shop.ask('group', { jid: group.id })).group
  assert.deepEqual(
    known.members.map((/** @type {any} */ one) => one.pn),
    [ana.pn, beto.pn, shop.phone.pn],
  )
  assert.equal(known.subject, 'Pedidos')
  assert.ok((await shop.ask('groups')).groups.some((/** @type {any} */ one) => one.jid === group.id))

  const made = (await shop.ask('group.create', { subject: 'Proveedores', members: [ana.address] })).group
  const sent = await shop.sends({ jid: made.jid }, 'bienvenida')
  await ana.has(one => one.id === sent.wireId && one.group === made.jid)
  const { results } = await shop.ask('group.members', { jid: made.jid, action: 'add', members: [beto.address] })
  assert.equal(results[0].ok, true)
  const second = await shop.sends({ jid: made.jid }, 'hola, Beto')
  await beto.has(one => one.id === second.wireId)
  await shop.ask('group.subject', { jid: made.jid, subject: 'Viveros' })
  assert.equal((await control('GET', '/groups')).data.find((/** @type {any} */ one) => one.id === made.jid).subject, 'Viveros')
})

test('a group is described, invited to, and left', async () => {
  const { shop, ana } = await team('lid')
  const made = (await shop.ask('group.create', { subject: 'Feria', members: [ana.address] })).group
  const shown = async () => (await control('GET', '/groups')).data.find((/** @type {any} */ one) => one.id === made.jid)

  await shop.ask('group.description', { jid: made.jid, description: 'Los sábados, a las nueve' })
  assert.equal((await shown()).description, 'Los sábados, a las nueve')
  assert.equal((await shop.ask('group', { jid: made.jid })).group.description, 'Los sábados, a las nueve')
  await shop.ask('group.description', { jid: made.jid, description: 'Los domingos' })
  await shop.ask('group.description', { jid: made.jid, description: '' })
  assert.equal((await shop.ask('group', { jid: made.jid })).group.description, undefined)

  const { code, url } = await shop.ask('group.invite', { jid: made.jid })
  assert.equal(code, (await shown()).invitation)
  assert.equal(url, `https://chat.whatsapp.com/${code}`)

  await shop.ask('group.leave', { jid: made.jid })
  assert.deepEqual((await shown()).members, [ana.phone])
  assert.equal((await shop.sends({ jid: made.jid }, '¿siguen?')).outcome === 'sent', false)
})

test('who is mentioned is told, and messages disappear where they are to', async () => {
  const { shop, ana, beto, group } = await team('lid')
  const sent = await shop.sends({ jid: group.id }, `@${ana.lid.split('@')[0]} mirá`, { mentions: [ana.address], ephemeralSeconds: 86_400 })
  const { context } = await beto.has(one => one.id === sent.wireId)
  assert.deepEqual(context.mentions, [ana.lid])
  assert.equal(context.disappears, 86_400)

  await ana.does('messages', { to: shop.phone.phone, type: 'text', text: { body: 'en un día no está' }, context: { disappears: 86_400 } })
  assert.equal((await shop.heardText('en un día no está')).ephemeralSeconds, 86_400)
})

test('members who come and go, and a new name, are told', async () => {
  const { shop, beto, group } = await team('lid')
  const caro = await Person.called('Caro')
  await control('PUT', `/groups/${group.id}`, { add: [caro.phone], subject: 'Pedidos de hoy' })
  await shop.was('group-members', one => one.group === group.id && one.action === 'add' && one.members[0].lid === caro.lid)
  await shop.was('groups', one => one.groups.some((/** @type {any} */ each) => each.jid === group.id && each.subject === 'Pedidos de hoy'))
  await control('PUT', `/groups/${group.id}`, { remove: [beto.phone] })
  await shop.was('group-members', one => one.action === 'remove' && one.members[0].lid === beto.lid)
  const sent = await shop.sends({ jid: group.id }, 'sin Beto')
  await caro.has(one => one.id === sent.wireId)
  assert.equal(
    (await beto.messages()).find(one => one.id === sent.wireId),
    undefined,
  )
})

test('reactions, answers and readers in a group say who and what', async () => {
  const { shop, ana, group } = await team('lid')
  const sent = await shop.sends({ jid: group.id }, '¿quién viene?')
  await ana.has(one => one.id === sent.wireId)
  await ana.does('read', { id: sent.wireId })
  await shop.was('receipts', one =>
    one.receipts.some((/** @type {any} */ each) => each.status === 'read' && each.wireIds.includes(sent.wireId) && each.participant.lid === ana.lid),
  )
  await ana.does('react', { id: sent.wireId, emoji: '🙋' })
  const reaction = await shop.heard(one => one.message?.reactionMessage)
  assert.equal(reaction.sender.lid, ana.lid)
  assert.equal(reaction.message.reactionMessage.key.fromMe, true)

  const { id } = await ana.writes(group.id, 'yo')
  const said = await shop.heard(one => one.wireId === id)
  const answer = await shop.sends({ jid: group.id }, '¡bien!', { quote: { wireId: id, chat: said.chat, sender: said.sender } })
  assert.equal((await ana.has(one => one.id === answer.wireId)).context.id, id)
  await shop.sends({ jid: group.id }, { kind: 'reaction', of: { wireId: id, sender: said.sender }, emoji: '👏' })
  await ana.has(one => one.reaction?.message_id === id)
})

test('in a group, too, a message that cannot be read is asked for again, both ways', async () => {
  const { shop, ana, group } = await team()
  await ana.writes(group.id, 'uno')
  await shop.heardText('uno')
  await fault('ws-garble', shop.phone)
  await ana.writes(group.id, 'dos')
  await shop.heardText('dos')
  await ana.writes(group.id, 'tres')
  await shop.heardText('tres')
  await shop.sends({ jid: group.id }, 'cuatro')
  await ana.hasText('cuatro')
})

test('a group of a thousand is written to, and writes', async () => {
  const shop = await Shop.linked(hub)
  /** @type {Person[]} */
  const people = []
  for (let at = 0; at < 999; at += 27) {
    people.push(...(await Promise.all(Array.from({ length: 27 }, (_, one) => Person.called(`Vecino ${at + one}`)))))
  }
  const group = await control('POST', '/groups', { subject: 'El barrio', members: [...people.map(one => one.phone), shop.phone.phone] })
  assert.equal((await shop.ask('group', { jid: group.id })).group.members.length, 1_000)

  const sent = await shop.sends({ jid: group.id }, 'hola, barrio', { timeoutMs: 300_000 })
  assert.equal(sent.outcome, 'sent', JSON.stringify(sent))
  for (const one of [people[0], people[500], people[998]]) await one.has(message => message.id === sent.wireId)
  const commits = shop.shelf.commits.filter(one => one.wireId === sent.wireId)
  assert.equal(commits.length, 1)

  await people[777].writes(group.id, 'hola desde el fondo')
  const said = await shop.heardText('hola desde el fondo')
  assert.equal(said.sender.lid, people[777].lid)
  const second = await shop.sends({ jid: group.id }, 'segunda', { timeoutMs: 300_000 })
  await people[998].has(message => message.id === second.wireId)
  await until(() => hub.heartbeats.length > 0)
})
