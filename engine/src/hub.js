/// The hub, as seen from here: what can be asked of it, and what it asks.
import { Channel } from './channel.js'

/** @typedef {import('./channel.js').Frame} Frame */

/** The hub said no, or is gone. `code` is one of PROTOCOL.md's. */
export class HubError extends Error {
  /** @param {string} code @param {string} [text] */
  constructor(code, text) {
    super(text ?? code)
    this.code = code
  }
}

/** What is answered to the hub when it asked for something that cannot be done. */
export class Refusal extends Error {
  /** @param {string} code @param {string} [text] @param {Record<string, unknown>} [more] */
  constructor(code, text, more = {}) {
    super(text ?? code)
    this.code = code
    this.more = more
  }
}

/** @typedef {{done: (frame: Frame) => void, failed: (error: Error) => void, session: unknown, epoch: unknown, since: number}} Asked */

/** An answer that takes longer does not come any more. */
const PATIENCE = 60_000
const LOOK_EVERY = 5_000

export class Hub {
  /** @type {Map<string, Asked>} */
  #open = new Map()
  #last = 0
  #channel
  #gone = false

  /**
   * @param {import('node:net').Socket} stream
   * @param {{onFrame: (frame: Frame) => void, onEnd: (why: string) => void}} listener  gets what is no answer
   */
  constructor(stream, { onFrame, onEnd }) {
    this.#channel = new Channel(
      stream,
      frame => (frame.re === undefined ? onFrame(frame) : this.#answered(frame)),
      why => {
        this.#gone = true
        for (const one of this.#open.values()) one.failed(new HubError('hub-gone'))
        this.#open.clear()
        onEnd(why)
      },
    )
    setInterval(() => this.#failThose(new HubError('timeout', 'the hub does not answer'), one => one.since < Date.now() - PATIENCE), LOOK_EVERY).unref()
  }

  /** A line is over: whatever it still asks is not waited for. @param {string} session @param {number} epoch */
  forget(session, epoch) {
    this.#failThose(new HubError('line-over'), one => one.session === session && one.epoch === epoch)
  }

  /**
   * Resolves with the answer; rejects with a HubError.
   *
   * @param {Record<string, unknown> & {type: string}} fields
   * @param {string} [raw]  more members, as JSON text that begins with a comma
   * @returns {Promise<Frame>}
   */
  ask(fields, raw = '') {
    if (this.#gone) return Promise.reject(new HubError('hub-gone'))
    const id = `e${++this.#last}`
    return new Promise((done, failed) => {
      this.#open.set(id, { done, failed, session: fields.session, epoch: fields.epoch, since: Date.now() })
      this.tell({ ...fields, id }, raw)
    })
  }

  /** @param {Record<string, unknown> & {type: string}} fields @param {string} [raw] */
  tell(fields, raw = '') {
    if (this.#gone) return
    const json = JSON.stringify({ v: 1, ...fields })
    this.#channel.write(raw ? `${json.slice(0, -1)}${raw}}` : json)
  }

  /** @param {Frame} request @param {Record<string, unknown>} fields */
  answer(request, fields) {
    this.tell({ type: 'answer', re: request.id, session: request.session, epoch: request.epoch, ok: true, ...fields })
  }

  /** @param {Frame} request @param {unknown} error */
  refuse(request, error) {
    const { code, message, more } =
      error instanceof Refusal ? error : { code: 'failed', message: error instanceof Error ? error.message : String(error), more: {} }
    this.tell({ type: 'answer', re: request.id, session: request.session, epoch: request.epoch, ok: false, error: { code, text: message, ...more } })
  }

  /** @param {Error} error @param {(one: Asked) => boolean} which */
  #failThose(error, which) {
    for (const [id, one] of this.#open) {
      if (!which(one)) continue
      this.#open.delete(id)
      one.failed(error)
    }
  }

  finish() {
    return this.#channel.finish()
  }

  /** @param {Frame} frame */
  #answered(frame) {
    const asked = this.#open.get(/** @type {string} */ (frame.re))
    if (!asked) return
    this.#open.delete(/** @type {string} */ (frame.re))
    if (frame.ok) asked.done(frame)
    else asked.failed(new HubError(frame.error?.code ?? 'failed', frame.error?.text))
  }
}
