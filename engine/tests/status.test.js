import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Stanzas } from '../src/line/stanzas.js'

/** @param {string} from */
const posted = from => ({
  tag: 'message',
  attrs: { id: 'A1', from },
  content: [{ tag: 'enc', attrs: { type: 'skmsg' }, content: new Uint8Array([1]) }],
})

test('a status post is dropped unread, unless it is asked for', () => {
  for (const [ignored, open] of /** @type {[boolean, number][]} */ ([
    [true, 0],
    [false, 1],
  ])) {
    const stanzas = new Stanzas(
      jid => ignored && jid === 'status@broadcast',
      () => {},
    )
    stanzas.came(/** @type {any} */ (posted('status@broadcast')))
    assert.equal(stanzas.open, open)
    stanzas.came(/** @type {any} */ (posted('5491155550101@s.whatsapp.net')))
    assert.equal(stanzas.open, open + 1)
  }
})
