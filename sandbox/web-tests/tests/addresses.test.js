import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { Program, stopAll } from './program.js'
import { Person, until } from './sandbox.js'

after(stopAll)

// Baileys looks at the sums and signatures of these changes only when it is told to.
const checked = { socket: { appStateMacVerification: { patch: true, snapshot: true } } }

test('what the phone calls somebody is told to the program when it is linked, and when it changes', async () => {
  const [shop, ana, beto] = [await Person.called('Flores'), await Person.called('Ana'), await Person.called('Beto')]
  await shop.does('contacts', { phone: ana.phone, name: 'Ana del vivero' })
  const program = await Program.linkedTo(shop, checked)
  await program.saw('contacts', one => one.id === ana.jid && one.name === 'Ana del vivero')

  await shop.does('contacts', { phone: ana.phone, name: 'Ana Ruiz' })
  await program.saw('contacts', one => one.id === ana.jid && one.name === 'Ana Ruiz')
  await shop.does('contacts', { phone: beto.phone, name: 'Beto' })
  await program.saw('contacts', one => one.id === beto.jid && one.lid === beto.lid)
  const version = () => [...program.stored].find(([name]) => name === 'app-state-sync-version critical_unblock_low')?.[1]
  await until(() => JSON.parse(version() ?? '{}').version === 3, () => `not at the third change: ${version()}`)
  assert.ok(program.creds.myAppStateKeyId)
})
