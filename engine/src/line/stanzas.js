/// Which ciphertext belongs to which stanza. Baileys hands only the ciphertext to its Signal store, and it is there that a message has to be
/// kept before anything about it leaves; the very same buffer was in the stanza.

/**
 * @typedef {object} Stanza
 * @property {Record<string, string>} attrs
 * @property {'waited' | 'now'} queue
 * @property {number} number   its place in the queue
 * @property {number} count    how many ciphertexts are in it
 * @property {number} read     how many were read or given up
 * @property {number} [retry]
 * @property {import('./keys.js').Row[]} rows  written while reading it, and held until the message is kept
 * @property {import('baileys').proto.IMessage} [message]  what was read up to now
 * @property {Record<string, unknown>} [said]
 * @property {boolean} [kept]
 */

/** What Baileys hands to the Signal store. */
const SEALED = new Set(['pkmsg', 'msg', 'skmsg'])

export class Stanzas {
  /** @type {WeakMap<object, Stanza>} */
  #byCiphertext = new WeakMap()
  // Baileys works through what waited at the server and what comes now in two queues, each in order. So whatever came before
  // one that was read is done with, even if it never got as far as decryption.
  #came = { waited: 0, now: 0 }
  #done = { waited: 0, now: 0 }
  #ignored
  #moved

  /**
   * @param {(jid: string) => boolean} ignored  chats whose messages are dropped unread
   * @param {() => void} moved  called when there are more or fewer than before
   */
  constructor(ignored, moved) {
    this.#ignored = ignored
    this.#moved = moved
  }

  /** How many came and are not read yet. */
  get open() {
    return this.#came.waited - this.#done.waited + this.#came.now - this.#done.now
  }

  /** @param {import('baileys').BinaryNode} node */
  came(node) {
    if (this.#ignored(node.attrs.from)) return
    const children = Array.isArray(node.content) ? node.content : []
    const sealed = children.filter(child => child.tag === 'enc' && SEALED.has(child.attrs.type) && child.content instanceof Uint8Array)
    if (sealed.length === 0) return
    const retry = Math.max(0, ...sealed.map(child => Number(child.attrs.count ?? 0)))
    const queue = node.attrs.offline === undefined ? 'now' : 'waited'
    /** @type {Stanza} */
    const stanza = { attrs: node.attrs, queue, number: ++this.#came[queue], count: sealed.length, read: 0, retry: retry || undefined, rows: [] }
    for (const child of sealed) this.#byCiphertext.set(/** @type {Uint8Array} */ (child.content), stanza)
    this.#moved()
  }

  /** @param {Uint8Array} ciphertext */
  of(ciphertext) {
    return this.#byCiphertext.get(ciphertext)
  }

  /** One more ciphertext of it is done with. @param {Stanza} stanza */
  step(stanza) {
    if (++stanza.read < stanza.count) return
    this.#done[stanza.queue] = Math.max(this.#done[stanza.queue], stanza.number)
    this.#moved()
  }
}
