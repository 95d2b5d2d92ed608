/// All lines of this process, by the name of their session.
import { BufferJSON, DEFAULT_CONNECTION_CONFIG } from 'baileys'
import { HubError, Refusal } from './hub.js'
import { Ended, CODES } from './line/ending.js'
import { Line } from './line/line.js'
import { RowCache } from './line/rowcache.js'
import { scope } from './line/scope.js'
import { Lifecycle } from './lifecycle.js'
import { queries, withoutLogin } from './out/queries.js'
import { allowedUrl, webVersion } from './settings.js'
import { told } from './log.js'

/** @typedef {import('./channel.js').Frame} Frame */

const CACHED_BYTES = 48 * 1024 * 1024

export class Sessions {
  /** @type {Map<string, Line>} */
  #lines = new Map()
  #cache = new RowCache(CACHED_BYTES)
  #draining = false
  #hub
  #settings
  #spool
  #log

  /** @param {{hub: import('./hub.js').Hub, settings: import('./settings.js').Settings, spool: import('./spool.js').Spool, log: import('pino').Logger}} made */
  constructor({ hub, settings, spool, log }) {
    this.#hub = hub
    this.#settings = settings
    this.#spool = spool
    this.#log = log
  }

  /** How many lines are in which state. */
  counted() {
    /** @type {Record<string, number>} */
    const counts = {}
    for (const { states } of this.#lines.values()) counts[states.state] = (counts[states.state] ?? 0) + 1
    return counts
  }

  /** @param {Frame} frame  `ack` or `nack` */
  acknowledged({ type, session, epoch, seq, code, reason }) {
    const line = this.#lines.get(session ?? '')
    if (!line || line.epoch !== epoch) return
    const numbers = Array.isArray(seq) ? seq : [seq]
    if (type === 'ack') return line.events.acked(numbers)
    const why = new HubError(code ?? 'not-kept', reason ?? 'the hub could not keep it')
    line.notKept(why)
    line.events.nacked(numbers, why)
  }

  /** @param {Frame} request @returns {Promise<Record<string, unknown>>} */
  async asked(request) {
    const { type, session } = request
    if (type === 'sessions') return { sessions: [...this.#lines.values()].map(listed) }
    if (typeof session !== 'string') throw new Refusal('unknown-request', `${type} is not known, or needs a session`)
    if (type === 'open') return this.#open(request)
    const line = this.#lines.get(session)
    if (!line || line.over) {
      if (type === 'send') return { outcome: 'not-sent', code: 'not-open', text: 'no such line is open' }
      if (type === 'close') return {}
      throw new Refusal('not-open', 'no such line is open')
    }
    if (request.epoch !== line.epoch) throw new Refusal('stale-epoch', `the line that is open has epoch ${line.epoch}`)
    if (Lifecycle.knows(type)) return scope.run(line, () => new Lifecycle(line).asked(request))
    const query = Object.hasOwn(queries, type) ? queries[type] : undefined
    if (!query) throw new Refusal('unknown-request', `${type} is not known`)
    if (type === 'send' && this.#draining) return { outcome: 'not-sent', code: 'draining', text: 'the engine is about to end' }
    if (!line.isOpen && !withoutLogin.has(type)) throw new Refusal('not-open', `the line is ${line.states.state}`)
    return scope.run(line, () => query(line, request))
  }

  /** No line survives. What is being sent has `patience` milliseconds to be settled. @param {number} patience */
  async drain(patience) {
    this.#draining = true
    const end = Date.now() + patience
    const lines = [...this.#lines.values()]
    while (Date.now() < end && lines.some(line => line.sending.open > 0 || line.events.pending > 0)) await new Promise(done => setTimeout(done, 50))
    await Promise.all(
      lines.map(line => {
        line.end(new Ended(CODES.asked, 'the engine ends'))
        return line.states.whenOver()
      }),
    )
  }

  /** A fault that nobody caught, in the middle of a line's work. @param {Line} line @param {unknown} error */
  failed(line, error) {
    this.#log.error({ session: line.name, error: told(error) }, 'a fault ends this line')
    line.end(new Ended(CODES.fault, 'a fault in the engine'))
  }

  /** @param {Frame} request */
  async #open(request) {
    const { session, epoch } = /** @type {{session: string, epoch: number}} */ (request)
    if (!Number.isInteger(epoch)) throw new Refusal('bad-request', 'epoch has to be a whole number')
    if (this.#draining) throw new Refusal('draining', 'the engine is about to end')
    const before = this.#lines.get(session)
    if (before) {
      if (before.epoch >= epoch) throw new Refusal('already-open', `epoch ${before.epoch} is open`)
      before.end(new Ended(CODES.older, 'a newer epoch of this session was opened'))
    }
    const wishes = this.#wishes(request)
    const line = new Line(
      {
        hub: this.#hub,
        name: session,
        epoch,
        wishes,
        cache: this.#cache,
        spool: this.#spool,
        sandbox: this.#settings.sandbox,
        log: this.#log,
        creds: revived(request.creds),
      },
      () => {
        if (this.#lines.get(session) === line) this.#lines.delete(session)
      },
    )
    this.#lines.set(session, line)
    return {}
  }

  /** @param {Frame} request @returns {import('./line/line.js').Wishes} */
  #wishes(request) {
    const { sandbox, url, version } = this.#settings
    const wanted = request.waVersion ? webVersion(String(request.waVersion)) : undefined
    if (request.waVersion && !wanted) throw new Refusal('bad-request', 'waVersion looks like 2.3000.1035194821')
    return {
      browser: request.browser || 'Palomar',
      credit: request.credit ?? 32,
      history: request.history ?? true,
      ignoreStatus: request.ignoreStatus ?? true,
      markOnline: request.markOnline ?? false,
      qrSeconds: request.qrSeconds ?? undefined,
      url: request.wsUrl ? checkedUrl(request.wsUrl, sandbox) : (url ?? String(DEFAULT_CONNECTION_CONFIG.waWebSocketUrl)),
      version: wanted ?? version ?? DEFAULT_CONNECTION_CONFIG.version,
      patienceSeconds: request.patienceSeconds ?? 60,
      restricted: request.restricted ?? false,
      pendingHistory: Array.isArray(request.pendingHistory) ? [...request.pendingHistory] : [],
    }
  }
}

/** @param {Line} line */
const listed = ({ name, epoch, states, signs }) => ({ session: name, epoch, state: states.state, lastIn: signs.lastIn, lastOut: signs.lastOut })

/** @param {any} creds */
function revived(creds) {
  if (creds === null || creds === undefined) return undefined
  const revivedCreds = JSON.parse(JSON.stringify(creds), BufferJSON.reviver)
  if (!revivedCreds?.noiseKey?.private || !revivedCreds.signedIdentityKey?.private)
    throw new Refusal('bad-creds', 'these are not credentials that came from here')
  return revivedCreds.account ? revivedCreds : unlinked(revivedCreds)
}

/**
 * Baileys writes down whom a code is for when it is asked for one, and takes that for being linked the next time: it
 * logs in, and is turned away (7.0.0-rc14, `requestPairingCode`). Only a phone that took the device gives an account.
 *
 * @param {any} creds
 */
function unlinked(creds) {
  const rest = { ...creds, registered: false }
  delete rest.me
  delete rest.pairingCode
  return rest
}

/** @param {string} url @param {boolean} sandbox */
function checkedUrl(url, sandbox) {
  try {
    return allowedUrl(url, sandbox)
  } catch (error) {
    throw new Refusal('bad-request', `wsUrl: ${/** @type {Error} */ (error).message}`)
  }
}
