/// A few things for a while: what Baileys otherwise keeps in caches without bounds, each with timers of its own.

export class Remembered {
  /** @type {Map<string, {value: any, until: number}>} */
  #all = new Map()
  #most
  #seconds

  /** @param {{most: number, seconds?: number}} bounds */
  constructor({ most, seconds = Infinity }) {
    this.#most = most
    this.#seconds = seconds
  }

  /** @param {string} key @returns {any} */
  get(key) {
    const one = this.#all.get(key)
    if (one && one.until < Date.now()) this.#all.delete(key)
    else return one?.value
  }

  /** @param {string} key */
  has(key) {
    return this.get(key) !== undefined
  }

  /** @param {string} key @param {any} value */
  set(key, value) {
    this.#all.delete(key)
    this.#all.set(key, { value, until: Date.now() + this.#seconds * 1000 })
    if (this.#all.size > this.#most) this.#all.delete(/** @type {string} */ (this.#all.keys().next().value))
    return true
  }

  /** @param {string} key */
  del(key) {
    return this.#all.delete(key)
  }

  /** @param {string[]} keys */
  mget(keys) {
    return Object.fromEntries(keys.flatMap(key => (this.has(key) ? [[key, this.get(key)]] : [])))
  }

  /** @param {{key: string, value: any}[]} entries */
  mset(entries) {
    for (const { key, value } of entries) this.set(key, value)
    return true
  }

  flushAll() {
    this.#all.clear()
  }

  clear() {
    this.#all.clear()
  }

  close() {
    this.#all.clear()
  }
}
