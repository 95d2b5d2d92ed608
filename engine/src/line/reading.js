/// Reading a message, so that it is on disk at the hub before WhatsApp hears that we have it.
///
/// Baileys decrypts, sends the receipt, and only then tells its user. So the message is taken from inside the decryption: the
/// transaction that stores the changed Signal sessions commits as one event `inbound`, with the message in it. Decryption
/// returns, and the receipt leaves, when the hub has acknowledged that event.
import { proto, unpadRandomMax16 } from 'baileys'
import { factsOf, saidOf } from './said.js'
import { decoded, isEmpty } from './protobuf.js'
import { HubError } from '../hub.js'
import { told } from '../log.js'

/** @typedef {import('./stanzas.js').Stanza} Stanza */

/** A message with nothing in it, padded as WhatsApp pads. */
const NOTHING = Buffer.from([1])

export class Reading {
  #line
  #log

  /** @param {import('./line.js').Line} line @param {import('pino').Logger} log */
  constructor(line, log) {
    this.#line = line
    this.#log = log
  }

  /**
   * @param {Uint8Array} ciphertext
   * @param {{transaction: (work: () => Promise<Uint8Array>, key: string) => Promise<Uint8Array>}} store
   * @param {() => Promise<Uint8Array>} decrypt
   * @returns {Promise<Uint8Array>}
   */
  async read(ciphertext, store, decrypt) {
    const stanza = this.#line.stanzas.of(ciphertext)
    if (!stanza) return decrypt()
    const last = stanza.read + 1 === stanza.count
    const { keys } = this.#line
    try {
      const bytes = await keys.reader.run({ take: rows => this.#take(stanza, rows) }, () =>
        store.transaction(async () => {
          const plain = await decrypt()
          join(stanza, plain)
          if (last) stanza.said = await this.#said(stanza)
          return plain
        }, 'line'),
      )
      if (last && !stanza.kept) await this.#take(stanza, [])
      return bytes
    } catch (error) {
      return await this.#unread(stanza, /** @type {Error} */ (error))
    } finally {
      this.#line.stanzas.step(stanza)
    }
  }

  /** Rows that reading changed: held until the message is complete, then kept together with it. @param {Stanza} stanza @param {import('./keys.js').Row[]} rows */
  #take(stanza, rows) {
    if (stanza.kept) return undefined
    stanza.rows.push(...rows)
    this.#line.keys.hold(rows)
    return stanza.said ? this.#keep(stanza, stanza.said) : Promise.resolve()
  }

  /** @param {Stanza} stanza @param {Record<string, unknown>} said */
  async #keep(stanza, said) {
    const { events, keys } = this.#line
    stanza.kept = true
    try {
      await events.kept('inbound', { said }, () => keys.asJson(stanza.rows))
    } catch (error) {
      // Neither a receipt nor a request to send it again may leave: the line is given up, and WhatsApp brings the message once more.
      this.#line.notKept(/** @type {Error} */ (error))
      throw new NotKept()
    }
    keys.committed(stanza.rows)
    this.#line.told(stanza.attrs.id)
  }

  /** @param {Stanza} stanza @returns {Promise<Record<string, unknown>>} */
  async #said(stanza) {
    const { people } = this.#line
    const message = stanza.message ?? {}
    const facts = { ...(await factsOf(stanza.attrs, people)), retry: stanza.retry }
    try {
      if (facts.fromMe && facts.category === 'peer') this.#keyShare(stanza, message)
      const said = await saidOf(facts, message, { people, ask: key => this.#line.messageOf(key) })
      return isEmpty(said.message) ? { ...said, message: {} } : said
    } catch (fault) {
      if (fault instanceof HubError) throw fault
      // One message that cannot be put into words must not stop the line for ever.
      this.#log.error({ wireId: facts.wireId, error: told(fault) }, 'a message could not be put into words')
      return { ...facts, undecryptable: { reason: 'other', final: true } }
    }
  }

  /** Keys of the synchronised settings are kept with the message that brings them, not some time later. @param {Stanza} stanza @param {import('baileys').proto.IMessage} message */
  #keyShare(stanza, { protocolMessage }) {
    if (protocolMessage?.type !== proto.Message.ProtocolMessage.Type.APP_STATE_SYNC_KEY_SHARE) return
    for (const { keyId, keyData } of protocolMessage.appStateSyncKeyShare?.keys ?? []) {
      if (!keyId?.keyId || !keyData) continue
      const id = Buffer.from(keyId.keyId).toString('base64')
      const row = { type: 'app-state-sync-key', id, text: JSON.stringify(keyData) }
      stanza.rows.push(row)
      this.#line.keys.hold([row])
    }
  }

  /**
   * It could not be read. Was it read before, and we fell over before the receipt left? Then it is not read again but receipted.
   *
   * @param {Stanza} stanza
   * @param {Error} error
   * @returns {Promise<Uint8Array>}
   */
  async #unread(stanza, error) {
    if (error instanceof HubError) this.#line.notKept(error)
    if (error instanceof NotKept || this.#line.over) return new Promise(() => {})
    try {
      if (stanza.rows.length && !stanza.kept) {
        await this.#line.keys.commit(stanza.rows.splice(0))
      }
      const { chat } = await factsOf(stanza.attrs, this.#line.people)
      if (await this.#line.isKnown(stanza.attrs.id, chat.jid)) {
        this.#log.info({ wireId: stanza.attrs.id }, 'a message that is known came again: receipted')
        this.#line.told(stanza.attrs.id)
        return NOTHING
      }
    } catch (fault) {
      this.#line.notKept(/** @type {Error} */ (fault))
      return new Promise(() => {})
    }
    throw error
  }
}

class NotKept extends Error {}

/** @param {Stanza} stanza @param {Uint8Array} plain */
function join(stanza, plain) {
  const outer = decoded(unpadRandomMax16(plain))
  const inner = outer.deviceSentMessage?.message
  const message = inner ?? outer
  if (inner && !inner.messageContextInfo && outer.messageContextInfo) inner.messageContextInfo = outer.messageContextInfo
  stanza.message = Object.assign(stanza.message ?? {}, message)
}
