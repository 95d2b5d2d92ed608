/// Sending: composed, kept at the hub, written, acknowledged by the server. In this order, and the answer says how far it came.
import { randomBytes } from 'node:crypto'
import { Refusal } from '../hub.js'
import { asJson } from '../line/protobuf.js'
import { isPerson, jidOf, named } from '../line/people.js'
import { told } from '../log.js'
import { composed } from './content.js'

/**
 * @typedef {object} Outcome
 * @property {'sent' | 'refused' | 'not-sent' | 'unknown'} outcome
 * @property {string | number} [code]
 * @property {string} [text]
 * @property {number} [at]
 * @property {object} [to]
 * @property {string} [until]
 */

const TEXTS = /** @type {Record<string, string>} */ ({
  463: 'WhatsApp does not let this number write to new people for now',
  479: 'WhatsApp refused the stanza: malformed, or sent to a device that is gone',
})

/** Faults after which nothing was written, although something was encrypted already. */
const BEFORE = /Invalid signature|All encryptions failed|Connection Closed/

export class Sending {
  /** Those that are written or about to be. @type {Map<string, {written: boolean, settle: (outcome: Outcome) => void}>} */
  #open = new Map()
  #line
  #log

  /** @param {import('../line/line.js').Line} line @param {import('pino').Logger} log */
  constructor(line, log) {
    this.#line = line
    this.#log = log
  }

  get open() {
    return this.#open.size
  }

  /** @param {any} request @returns {Promise<Outcome>} */
  async send(request) {
    const { wireId } = request
    if (typeof wireId !== 'string' || !wireId) throw new Refusal('bad-request', 'wireId is missing')
    if (!jidOf(request.to)) throw new Refusal('bad-request', 'to: pn, lid or jid is missing')
    if (this.#open.has(wireId)) throw new Refusal('bad-request', 'wireId: is being sent already')
    if (!this.#line.isOpen) return { outcome: 'not-sent', code: 'not-open', text: 'the line is not open' }
    /** @type {(outcome: Outcome) => void} */
    let settle = () => {}
    const settled = new Promise(done => {
      settle = done
    })
    const entry = { written: false, settle }
    this.#open.set(wireId, entry)
    const timer = setTimeout(() => settle({ outcome: 'unknown', text: 'nothing came back' }), request.timeoutMs ?? 60_000)
    try {
      const jid = await this.#destination(request.to)
      this.#write(request, jid, entry).catch(error => settle(this.#failed(error, entry)))
      const outcome = await settled
      return outcome.outcome === 'sent' ? { ...outcome, to: { jid, ...(await this.#line.people.person(jid, request.to.pn, request.to.lid)) } } : outcome
    } catch (error) {
      return this.#failed(error, entry)
    } finally {
      clearTimeout(timer)
      this.#open.delete(wireId)
    }
  }

  /**
   * The server's word on a message. Whether anybody waits for it.
   *
   * @param {Record<string, string>} attrs
   * @param {string} [until]  the restriction ends, if that is known
   */
  acked({ id, error, t }, until) {
    const entry = this.#open.get(id)
    if (!entry) return false
    if (error) entry.settle({ outcome: 'refused', code: Number(error), text: TEXTS[error] ?? `WhatsApp refused it (${error})`, until })
    else entry.settle({ outcome: 'sent', at: Number(t) || Math.floor(Date.now() / 1000) })
    return true
  }

  /** The line is gone. */
  end() {
    for (const { written, settle } of this.#open.values()) {
      settle(written ? { outcome: 'unknown', text: 'the line broke' } : { outcome: 'not-sent', code: 'not-open', text: 'the line broke before' })
    }
  }

  /** @param {any} request @param {string} jid @param {{written: boolean}} entry */
  async #write(request, jid, entry) {
    const { socket, people, signal, spool } = this.#line
    const { wireId } = request
    const { message, additionalAttributes, additionalNodes } = await composed(request, {
      jid,
      wireId,
      spool,
      logger: this.#line.logger,
      me: people.me(),
      upload: async (/** @type {any[]} */ ...file) =>
        socket.waUploadToServer(...file).catch((/** @type {Error} */ error) => {
          throw new Refusal('upload-failed', error.message)
        }),
      ask: key => this.#line.messageOf(key),
    })
    const outbound = { id: wireId, chat: jid, message: asJson(message) }
    await signal.sending.run(
      {
        outbound,
        encrypted: () => {
          entry.written = true
        },
      },
      () => socket.relayMessage(jid, message, { messageId: wireId, additionalAttributes, additionalNodes }),
    )
  }

  /** By LID, if there is one; by number otherwise. @param {import('../line/people.js').Address} to */
  async #destination(to) {
    if (to.jid && !isPerson(to.jid)) return to.jid
    const { pn, lid } = await this.#line.people.person(to.jid, to.pn, to.lid)
    if (lid) return lid
    const { socket } = this.#line
    const found = pn && (await socket.signalRepository.lidMapping.getLIDForPN(pn))
    if (found) return /** @type {string} */ (named(found).lid)
    const [exists] = (await socket.onWhatsApp(/** @type {string} */ (pn))) ?? []
    if (!exists?.exists) throw new Refusal('not-on-whatsapp', 'this number is not on WhatsApp')
    return /** @type {string} */ (pn)
  }

  /** @param {unknown} error @param {{written: boolean}} entry @returns {Outcome} */
  #failed(error, entry) {
    const fault = error instanceof Error ? error : new Error(String(error))
    if (entry.written && !BEFORE.test(fault.message)) return { outcome: 'unknown', text: fault.message }
    this.#log.info({ error: told(fault) }, 'a message was not sent')
    if (fault instanceof Refusal) return { outcome: 'not-sent', code: fault.code, text: fault.message }
    const code = /Invalid signature/.test(fault.message)
      ? 'bad-signature'
      : /** @type {any} */ (fault).code === 'stale-epoch'
        ? 'stale-epoch'
        : /All encryptions failed|No sessions?/i.test(fault.message)
          ? 'no-devices'
          : 'failed'
    return { outcome: 'not-sent', code, text: fault.message }
  }
}

/** An id as WhatsApp Web makes them, for what the hub has no name for. */
export const newWireId = () => `3EB0${randomBytes(9).toString('hex').toUpperCase()}`
