/// What one line has to tell the hub, numbered, in order, at most `credit` of it unacknowledged.

/** @typedef {{type: string, fields: Record<string, unknown>, raw?: () => string, done: () => void, failed: (error: Error) => void}} Waiting */

export class Events {
  /** @type {Map<number, Waiting>} */
  #away = new Map()
  /** @type {Waiting[]} */
  #waiting = []
  #last = 0
  /** @type {Error | undefined} */
  #over
  #hub
  #name
  #epoch
  #credit
  #moved

  /**
   * @param {import('../hub.js').Hub} hub
   * @param {{name: string, epoch: number, credit: number}} line
   * @param {() => void} moved  called when more or less is waiting than before
   */
  constructor(hub, { name, epoch, credit }, moved) {
    this.#hub = hub
    this.#name = name
    this.#epoch = epoch
    this.#credit = Math.max(1, credit)
    this.#moved = moved
  }

  /** How many wait for the hub or for credit. */
  get pending() {
    return this.#away.size + this.#waiting.length
  }

  get credit() {
    return this.#credit
  }

  /**
   * Resolves when the hub has it on disk; rejects when it could not keep it, or the line is over.
   *
   * @param {string} type
   * @param {Record<string, unknown>} fields
   * @param {() => string} [raw]  more members, as JSON text that begins with a comma; asked when it leaves
   * @returns {Promise<void>}
   */
  kept(type, fields, raw) {
    if (this.#over) return Promise.reject(this.#over)
    return new Promise((done, failed) => {
      this.#waiting.push({ type, fields, raw, done, failed })
      this.#go()
      this.#moved()
    })
  }

  /** As `kept`, for those who do not wait: a fault ends the line anyway. @param {string} type @param {Record<string, unknown>} fields */
  tell(type, fields) {
    this.kept(type, fields).catch(() => {})
  }

  /** Not numbered, not kept. @param {string} type @param {Record<string, unknown>} fields */
  mention(type, fields) {
    this.#hub.tell({ type, session: this.#name, epoch: this.#epoch, ...fields })
  }

  /** @param {number[]} numbers */
  acked(numbers) {
    for (const one of this.#taken(numbers)) one.done()
    this.#go()
    this.#moved()
  }

  /** @param {number[]} numbers @param {Error} why */
  nacked(numbers, why) {
    for (const one of this.#taken(numbers)) one.failed(why)
  }

  /** Nothing leaves any more; whoever waits is told `why`. @param {Error} why */
  end(why) {
    this.#over ??= why
    for (const one of [...this.#away.values(), ...this.#waiting]) one.failed(why)
    this.#away.clear()
    this.#waiting = []
  }

  #go() {
    while (this.#waiting.length && this.#away.size < this.#credit) {
      const one = /** @type {Waiting} */ (this.#waiting.shift())
      const seq = ++this.#last
      this.#away.set(seq, one)
      try {
        this.#hub.tell({ type: one.type, session: this.#name, epoch: this.#epoch, seq, ...one.fields }, one.raw?.())
      } catch (error) {
        this.#away.delete(seq)
        one.failed(/** @type {Error} */ (error))
      }
    }
  }

  /** @param {number[]} numbers */
  #taken(numbers) {
    return numbers.flatMap(seq => {
      const one = this.#away.get(seq)
      this.#away.delete(seq)
      return one ? [one] : []
    })
  }
}
