/// Rows of the Signal stores that were read or written lately, as JSON text, for all lines of the process together and never more
/// than `limit` bytes of it. Pre-keys are not kept: there are 812 a line, and each is used once.

const PER_ROW = 200

export class RowCache {
  /** @type {Map<string, string>} */
  #rows = new Map()
  #bytes = 0
  #limit

  /** @param {number} limit */
  constructor(limit) {
    this.#limit = limit
  }

  get bytes() {
    return this.#bytes
  }

  /** @param {string} key @returns {string | undefined} */
  get(key) {
    const text = this.#rows.get(key)
    if (text !== undefined) {
      this.#rows.delete(key)
      this.#rows.set(key, text)
    }
    return text
  }

  /** @param {string} key @param {string} text */
  put(key, text) {
    this.#forget(key)
    this.#rows.set(key, text)
    this.#bytes += weight(key, text)
    for (const oldest of this.#rows.keys()) {
      if (this.#bytes <= this.#limit) break
      this.#forget(oldest)
    }
  }

  /** Forgets all rows of a line. @param {string} prefix */
  drop(prefix) {
    for (const key of [...this.#rows.keys()]) if (key.startsWith(prefix)) this.#forget(key)
  }

  /** @param {string} key */
  #forget(key) {
    const text = this.#rows.get(key)
    if (text === undefined) return
    this.#rows.delete(key)
    this.#bytes -= weight(key, text)
  }
}

/** @param {string} key @param {string} text */
const weight = (key, text) => key.length + text.length + PER_ROW
