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

export class Hub {
  /** @type {Map<string, {done: (frame: Frame) => void, failed: (error: Error) => void}>} */
  #open = new Map()
  #last = 0
  #channel
  #gone = false

  /**
   * @param {import('node:net').Socket} stream
   * @param {{onFrame: (frame: Frame) => void, onEnd: (why: string) => void}} listener  gets what is no answer
   */
  constructor(stream, { onFrame, onEnd }) {
    this.#channel = new Channel(stream, frame => (frame.re === undefined ? onFrame(frame) : this.#answered(frame)), why => {
      this.#gone = true
      for (const one of this.#open.values()) one.failed(new HubError('hub-gone'))
      this.#open.clear()
      onEnd(why)
    })
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
      this.#open.set(id, { done, failed })
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
    const { code, message, more } = error instanceof Refusal ? error : { code: 'failed', message: error instanceof Error ? error.message : String(error), more: {} }
    this.tell({ type: 'answer', re: request.id, session: request.session, epoch: request.epoch, ok: false, error: { code, text: message, ...more } })
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
