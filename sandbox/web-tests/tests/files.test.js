import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { downloadMediaMessage } from 'baileys'
import { picture, Program, stopAll } from './program.js'
import { fault, Person } from './sandbox.js'

let shop, ana, program
before(async () => {
  shop = await Person.called('Flores Sur')
  ana = await Person.called('Ana')
  program = await Program.linkedTo(shop)
})
after(stopAll)

const base = process.env.SANDBOX_URL
const onPhone = async message => Buffer.from(await (await fetch(base + message[message.type].url)).arrayBuffer())

test('a picture goes up sealed, and the phone opens it', async () => {
  const sent = await program.sends(ana, { image: picture, caption: 'mirá' })
  const arrived = await ana.has(one => one.id === sent.key.id)
  assert.equal(arrived.type, 'image')
  assert.equal(arrived.image.caption, 'mirá')
  assert.deepEqual(await onPhone(arrived), picture)
})

test('every kind of file reaches the phone as it was', async () => {
  const bytes = Buffer.from('some bytes of a file')
  for (const [type, content, expected] of [
    ['document', { document: bytes, fileName: 'factura.pdf', mimetype: 'application/pdf', caption: 'su factura' }, { filename: 'factura.pdf', mime_type: 'application/pdf', caption: 'su factura' }],
    ['audio', { audio: bytes, ptt: true, mimetype: 'audio/ogg; codecs=opus' }, { voice: true }],
    ['video', { video: bytes, caption: 'v', jpegThumbnail: '' }, { caption: 'v' }],
    ['sticker', { sticker: bytes }, {}],
  ]) {
    const sent = await program.sends(ana, content)
    const arrived = await ana.has(one => one.id === sent.key.id)
    assert.equal(arrived.type, type)
    for (const [name, value] of Object.entries(expected)) assert.equal(arrived[type][name], value, `${type} ${name}`)
    assert.deepEqual(await onPhone(arrived), bytes, type)
  }
})

test('every kind of file of a phone is downloaded and opened by the program', async () => {
  for (const type of ['image', 'video', 'audio', 'document', 'sticker']) {
    const own = Buffer.from(`a file of the kind ${type}`)
    const { id } = await ana.does('messages', { to: shop.phone, type, [type]: { data: own.toString('base64'), mime_type: 'application/octet-stream', filename: 'x.bin', caption: type } })
    const came = await program.has(one => one.key.id === id)
    assert.deepEqual(await downloadMediaMessage(came, 'buffer', {}), own, type)
  }
})

test('a file that the servers have lost is put there again by the phone', async () => {
  const { id } = await ana.does('messages', { to: shop.phone, type: 'image', image: {} })
  const came = await program.has(one => one.key.id === id)

  await fault('media-missing', { phone: came.message.imageMessage.directPath })
  await assert.rejects(downloadMediaMessage(came, 'buffer', {}))
  await program.socket.updateMediaMessage(came)
  assert.ok((await downloadMediaMessage(came, 'buffer', {})).length > 100)
})
