import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, test } from 'node:test'
import { Program, stopAll } from './program.js'
import { control, Person, until } from './sandbox.js'

after(stopAll)

const FILE = readFileSync(new URL('picture.png', import.meta.url))
const picture = FILE.toString('base64')

test('the picture of a person is asked for and fetched, and a new one is told', async () => {
  const [shop, ana] = [await Person.called('Flores'), await Person.called('Ana')]
  const program = await Program.linkedTo(shop)
  await ana.writes(shop, 'hola')
  await program.hasText('hola')
  await assert.rejects(program.socket.profilePictureUrl(ana.lid), /item-not-found/)

  await ana.is({ picture })
  await program.saw('contacts', one => one.imgUrl === 'changed')
  const url = await program.socket.profilePictureUrl(ana.lid)
  const answer = await fetch(url)
  assert.equal(answer.status, 200)
  assert.deepEqual(Buffer.from(await answer.arrayBuffer()), FILE)

  await ana.is({ picture: null })
  await program.saw('contacts', one => one.imgUrl === 'removed')
  await assert.rejects(program.socket.profilePictureUrl(ana.jid), /item-not-found/)
})

test('the picture of a group is for its members', async () => {
  const [shop, ana, beto] = [await Person.called('Flores'), await Person.called('Ana'), await Person.called('Beto')]
  const program = await Program.linkedTo(shop)
  const group = await control('POST', '/groups', { subject: 'Pedidos', members: [ana.phone, shop.phone] })
  const other = await control('POST', '/groups', { subject: 'Sin nosotros', members: [ana.phone, beto.phone] })
  for (const { id } of [group, other]) await control('PUT', `/groups/${id}`, { picture })

  await until(async () => program.socket.profilePictureUrl(group.id, 'image').catch(() => undefined))
  await assert.rejects(program.socket.profilePictureUrl(other.id), /not-authorized/)
})
