/// The Signal stores and the credentials of one line. All of it lives at the hub; here is only what was used lately and what is on
/// its way. `get` and `set` are what Baileys wants of a key store: `set` returns when the hub has committed.
import { AsyncLocalStorage } from 'node:async_hooks'
import { BufferJSON, proto } from 'baileys'

/** @typedef {{type: string, id: string, text: string}} Row  `text` is the JSON of the value; `null` deletes */
/** @typedef {Record<string, Record<string, unknown>>} Rows  by type and id, as Baileys hands them over */
/** @typedef {{id: string, chat: string, message: object}} Outbound  a message that is about to be written */
/** @typedef {{rows: Map<string, Row>, outbound?: Outbound, done: (() => void)[], failed: ((error: Error) => void)[]}} Batch */

const NEVER_CACHED = new Set(['pre-key'])

export class Keys {
  /** Whoever reads a stanza: rows written inside are handed to it instead of to the hub.
   * @type {AsyncLocalStorage<{take: (rows: Row[]) => Promise<void> | undefined}>} */
  reader = new AsyncLocalStorage()
  /** Rows that are on their way to the hub. @type {Map<string, string>} */
  #away = new Map()
  /** @type {Batch[]} */
  #batches = []
  #sending = false
  #credsChanged = false
  #hub
  #line
  #cache
  #listener

  /**
   * @param {import('../hub.js').Hub} hub
   * @param {{name: string, epoch: number}} line
   * @param {import('./rowcache.js').RowCache} cache
   * @param {any} creds
   * @param {{onMappings: (pairs: {pn: string, lid: string}[]) => void, onFailed: (error: Error) => void}} listener  hears of phone numbers and
   *   LIDs that belong together, and of a commit that the hub refused
   */
  constructor(hub, line, cache, creds, listener) {
    this.#hub = hub
    this.#line = line
    this.#cache = cache
    this.creds = creds
    this.#listener = listener
  }

  /** @param {string} type @param {string[]} ids @returns {Promise<Record<string, any>>} */
  get = async (type, ids) => {
    /** @type {Record<string, any>} */
    const found = {}
    const missing = []
    for (const id of ids) {
      const text = this.#near(type, id)
      if (text === undefined) missing.push(id)
      else if (text !== 'null') found[id] = revived(type, text)
    }
    if (missing.length === 0) return found
    const { rows } = await this.#asked(type, missing)
    for (const row of rows) {
      // Written meanwhile? Then that is newer.
      const text = this.#near(type, row.id) ?? JSON.stringify(row.value)
      if (!NEVER_CACHED.has(type)) this.#cache.put(this.#key(type, row.id), text)
      if (text !== 'null') found[row.id] = revived(type, text)
    }
    return found
  }

  /** @param {Rows} data */
  set = async data => {
    const rows = this.#changed(data)
    if (rows.length === 0) return
    const taken = this.reader.getStore()?.take(rows)
    await (taken ?? this.commit(rows))
  }

  /**
   * Commits what a transaction wrote before the transaction does; the transaction then finds nothing changed.
   *
   * @param {Rows[]} changes
   * @param {Outbound} [outbound]
   */
  async commitRows(changes, outbound) {
    const rows = changes.flatMap(data => this.#changed(data))
    if (rows.length || outbound) await this.commit(rows, outbound)
  }

  /** The credentials changed; they go along with the next commit, at the latest with one of their own. */
  credsChanged() {
    this.#credsChanged = true
    return this.commit([])
  }

  /**
   * Resolves when the hub has it. What is asked for while another commit is on its way goes together.
   *
   * @param {Row[]} rows
   * @param {Outbound} [outbound]
   * @returns {Promise<void>}
   */
  commit(rows, outbound) {
    for (const row of rows) this.#away.set(this.#key(row.type, row.id), row.text)
    let batch = this.#batches.at(-1)
    if (!batch || (outbound && batch.outbound)) this.#batches.push((batch = { rows: new Map(), done: [], failed: [] }))
    for (const row of rows) batch.rows.set(`${row.type} ${row.id}`, row)
    batch.outbound ??= outbound
    const { done, failed } = batch
    return new Promise((yes, no) => {
      done.push(() => yes(undefined))
      failed.push(no)
      if (!this.#sending) setImmediate(() => this.#next())
    })
  }

  /** What of `rows` goes into a frame, with the credentials if they changed. @param {Row[]} rows */
  asJson(rows) {
    const creds = this.#credsChanged ? `,"creds":${JSON.stringify(this.creds, BufferJSON.replacer)}` : ''
    this.#credsChanged = false
    return `,"rows":[${rows.map(({ type, id, text }) => `{"type":${JSON.stringify(type)},"id":${JSON.stringify(id)},"value":${text}}`).join(',')}]${creds}`
  }

  /** Rows that `get` shall see although the hub does not have them yet. @param {Row[]} rows */
  hold(rows) {
    for (const row of rows) this.#away.set(this.#key(row.type, row.id), row.text)
  }

  /** The hub has these rows now. @param {Row[]} rows */
  committed(rows) {
    for (const { type, id, text } of rows) {
      const key = this.#key(type, id)
      if (this.#away.get(key) === text) this.#away.delete(key)
      if (!NEVER_CACHED.has(type)) this.#cache.put(key, text)
    }
    const pairs = rows.filter(row => row.type === 'lid-mapping' && !row.id.endsWith('_reverse') && row.text !== 'null')
    if (pairs.length) this.#listener.onMappings(pairs.map(({ id, text }) => ({ pn: `${id}@s.whatsapp.net`, lid: `${JSON.parse(text)}@lid` })))
  }

  end() {
    this.#cache.drop(this.#key('', ''))
  }

  /** Without an answer the line is over: a session that cannot be read is not one that does not exist. @param {string} type @param {string[]} ids */
  async #asked(type, ids) {
    const { name, epoch } = this.#line
    try {
      return await this.#hub.ask({ type: 'keys.get', session: name, epoch, want: [{ type, ids }] })
    } catch (error) {
      this.#listener.onFailed(/** @type {Error} */ (error))
      throw error
    }
  }

  async #next() {
    if (this.#sending) return
    this.#sending = true
    for (let batch; (batch = this.#batches.shift());) {
      const rows = [...batch.rows.values()]
      try {
        if (rows.length || batch.outbound || this.#credsChanged) {
          const { name, epoch } = this.#line
          await this.#hub.ask({ type: 'keys.set', session: name, epoch, outbound: batch.outbound }, this.asJson(rows))
        }
        this.committed(rows)
        for (const done of batch.done) done()
      } catch (error) {
        this.#listener.onFailed(/** @type {Error} */ (error))
        for (const failed of batch.failed) failed(/** @type {Error} */ (error))
      }
    }
    this.#sending = false
  }

  /** Rows of `data` that are not what the hub has already. @param {Rows} data */
  #changed(data) {
    /** @type {Row[]} */
    const rows = []
    for (const [type, values] of Object.entries(data)) {
      for (const [id, value] of Object.entries(values)) {
        const text = JSON.stringify(value ?? null, BufferJSON.replacer)
        if (this.#near(type, id) !== text) rows.push({ type, id, text })
      }
    }
    return rows
  }

  /** @param {string} type @param {string} id */
  #near(type, id) {
    const key = this.#key(type, id)
    return this.#away.get(key) ?? this.#cache.get(key)
  }

  /** @param {string} type @param {string} id */
  #key(type, id) {
    return type === '' ? `${this.#line.name}\n` : `${this.#line.name}\n${type}\n${id}`
  }
}

/** @param {string} type @param {string} text */
function revived(type, text) {
  const value = JSON.parse(text, BufferJSON.reviver)
  return type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value) : value
}
