import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Program, stopAll } from './program.js'
import { control, Person, until } from './sandbox.js'

after(stopAll)

async function team(addressing) {
  const [shop, ana, beto] = [await Person.called('Flores Sur'), await Person.called('Ana'), await Person.called('Beto')]
  const program = await Program.linkedTo(shop)
  const group = await control('POST', '/groups', { subject: 'Pedidos', members: [ana.phone, beto.phone, shop.phone], addressing })
  return { shop, ana, beto, program, group }
}

for (const addressing of ['lid', 'pn']) {
  test(`a group whose members are addressed by ${addressing} writes to the program, and the program to all of it`, async () => {
    const { ana, beto, shop, program, group } = await team(addressing)
    await program.saw('groups', one => one.id === group.id && one.subject === 'Pedidos')

    await ana.writes(group.id, 'hola a todos')
    const came = await program.hasText('hola a todos')
    assert.equal(came.key.remoteJid, group.id)
    assert.equal(came.key.participant, addressing === 'lid' ? ana.lid : ana.jid)
    assert.equal(came.key.participantAlt, addressing === 'lid' ? ana.jid : ana.lid)
    await beto.hasText('hola a todos')
    await ana.writes(group.id, 'otra vez')
    await program.hasText('otra vez')

    for (const text of ['hola', 'y otra']) {
      const sent = await program.sends(group.id, text)
      for (const member of [ana, beto]) {
        const arrived = await member.has(one => one.id === sent.key.id)
        assert.equal(arrived.group, group.id)
        assert.equal(arrived.from, shop.phone)
      }
      await shop.has(one => one.id === sent.key.id && one.direction === 'sent')
      await program.hasReceipt(sent.key.id, 'receiptTimestamp')
    }
  })
}

test('the program asks who is in a group, and makes one itself', async () => {
  const { ana, beto, shop, program, group } = await team('lid')
  const known = await program.socket.groupMetadata(group.id)
  assert.deepEqual(known.participants.map(one => one.phoneNumber), [ana.jid, beto.jid, shop.jid])
  assert.ok((await program.socket.groupFetchAllParticipating())[group.id])

  const made = await program.socket.groupCreate('Proveedores', [ana.lid])
  const sent = await program.sends(made.id, 'bienvenida')
  await ana.has(one => one.id === sent.key.id && one.group === made.id)
  await program.socket.groupParticipantsUpdate(made.id, [beto.lid], 'add')
  const second = await program.sends(made.id, 'hola, Beto')
  await beto.has(one => one.id === second.key.id)
  await program.socket.groupUpdateSubject(made.id, 'Viveros')
  assert.equal((await control('GET', '/groups')).data.find(one => one.id === made.id).subject, 'Viveros')
})

test('members who come and go, and a new name, are told', async () => {
  const { beto, program, group } = await team('lid')
  const caro = await Person.called('Caro')

  await control('PUT', `/groups/${group.id}`, { add: [caro.phone], subject: 'Pedidos de hoy' })
  await program.saw('members', one => one.action === 'add' && one.participants[0].id === caro.lid)
  await program.saw('groups', one => one.subject === 'Pedidos de hoy')
  await control('PUT', `/groups/${group.id}`, { remove: [beto.phone] })
  await program.saw('members', one => one.action === 'remove' && one.participants[0].id === beto.lid)
  const sent = await program.sends(group.id, 'sin Beto')
  await caro.has(one => one.id === sent.key.id)
  assert.equal((await beto.messages()).find(one => one.id === sent.key.id), undefined)
})

test('reactions and read receipts in a group say who', async () => {
  const { ana, program, group } = await team('lid')
  const sent = await program.sends(group.id, '¿quién viene?')
  await ana.has(one => one.id === sent.key.id)
  await ana.does('read', { id: sent.key.id })
  const read = await program.hasReceipt(sent.key.id, 'readTimestamp')
  assert.equal(read.userJid, ana.lid)
  await ana.does('react', { id: sent.key.id, emoji: '🙋' })
  const reaction = await program.saw('reactions', one => one.key.id === sent.key.id)
  assert.equal(reaction.reaction.key.participant, ana.lid)
  await ana.does('typing', { to: group.id })
  await program.saw('presences', one => one.id === group.id && one.presences[ana.lid]?.lastKnownPresence === 'composing')
})

test('a picture in a group is opened by everybody', async () => {
  const { ana, beto, program, group } = await team('pn')
  const { downloadMediaMessage } = await import('baileys')
  const { picture } = await import('./program.js')
  const sent = await program.sends(group.id, { image: picture })
  for (const member of [ana, beto]) await until(async () => (await member.messages()).find(one => one.id === sent.key.id)?.image?.url)
  const { id } = await ana.does('messages', { to: group.id, type: 'document', document: { data: Buffer.from('lista').toString('base64'), filename: 'lista.txt' } })
  const came = await program.has(one => one.key.id === id)
  assert.equal(String(await downloadMediaMessage(came, 'buffer', {})), 'lista')
})
