/// The Signal sessions of a line: Baileys' own, with the hub asked before anything leaves. What is read goes through `Reading`; what is
/// encrypted is handed out when the hub has the session that it changed.
import { AsyncLocalStorage } from 'node:async_hooks'
import { DEFAULT_CONNECTION_CONFIG } from 'baileys'
import { Remembered } from './remembered.js'

/**
 * @typedef {object} Sending  a message under way
 * @property {import('./keys.js').Outbound} [outbound]  kept together with the first session that it changes
 * @property {() => void} encrypted  from here on it may be on the wire
 */

/** One person's number and LID take some hundred bytes. */
const MOST_PAIRS = 2_000

export class Signal {
  /** @type {AsyncLocalStorage<Sending>} */
  sending = new AsyncLocalStorage()
  /** @type {AsyncLocalStorage<import('./keys.js').Rows[]>} */
  #writing = new AsyncLocalStorage()
  #keys
  #reading

  /** @param {import('./keys.js').Keys} keys @param {import('./reading.js').Reading} reading */
  constructor(keys, reading) {
    this.#keys = keys
    this.#reading = reading
  }

  /** For `makeWASocket`. @type {(auth: any, logger: any, lookUp: any) => any} */
  makeRepository = (auth, logger, lookUp) => {
    const store = auth.keys
    this.#oneAtATime(store)
    this.#observed(store)
    const repository = /** @type {any} */ (DEFAULT_CONNECTION_CONFIG.makeSignalRepository(auth, logger, lookUp))
    repository.lidMapping.mappingCache = new Remembered({ most: MOST_PAIRS })
    return {
      ...repository,
      decryptMessage: (/** @type {any} */ what) => this.#reading.read(what.ciphertext, store, () => repository.decryptMessage(what)),
      decryptGroupMessage: (/** @type {any} */ what) => this.#reading.read(what.msg, store, () => repository.decryptGroupMessage(what)),
      encryptMessage: (/** @type {any} */ what) => this.#written(() => repository.encryptMessage(what)),
      encryptGroupMessage: (/** @type {any} */ what) => this.#written(() => repository.encryptGroupMessage(what)),
    }
  }

  /**
   * Baileys lets a message that comes and one that goes change the same session at once, and the later commit undoes the
   * earlier. Here a line does one after the other. Pairs of number and LID are exempt: they are waited for inside of other
   * transactions.
   *
   * @param {any} store
   */
  #oneAtATime(store) {
    const { transaction } = store
    store.transaction = (/** @type {() => Promise<unknown>} */ work, /** @type {string} */ key) => transaction(work, key === 'lid-mapping' ? key : 'line')
  }

  /** @param {any} store */
  #observed(store) {
    const { set } = store
    store.set = async (/** @type {import('./keys.js').Rows} */ data) => {
      this.#writing.getStore()?.push(data)
      return set(data)
    }
  }

  /** @template T @param {() => Promise<T>} encrypt @returns {Promise<T>} */
  async #written(encrypt) {
    /** @type {import('./keys.js').Rows[]} */
    const changes = []
    const result = await this.#writing.run(changes, encrypt)
    const sending = this.sending.getStore()
    const outbound = sending?.outbound
    if (sending) sending.outbound = undefined
    await this.#keys.commitRows(changes, outbound)
    sending?.encrypted()
    return result
  }
}
