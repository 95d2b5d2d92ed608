/// One line: a session of WhatsApp Web, from `open` to its end. Whatever lasts is the hub's; a line that ended is thrown away.
import { DEFAULT_CONNECTION_CONFIG, initAuthCreds, isJidStatusBroadcast, makeWASocket } from 'baileys'
import { told as toldOf, muffled } from '../log.js'
import { Sending } from '../out/sending.js'
import { Ended, CODES } from './ending.js'
import { Events } from './events.js'
import { fromJson } from './protobuf.js'
import { Keys } from './keys.js'
import { People } from './people.js'
import { Reading } from './reading.js'
import { Remembered } from './remembered.js'
import { Signal } from './signal.js'
import { Signs } from './sign.js'
import { Stanzas } from './stanzas.js'
import { States } from './states.js'
import { listen } from './listening.js'
import { scope } from './scope.js'

/**
 * @typedef {object} Wishes  of `open`, with defaults filled in
 * @property {string} browser
 * @property {number} credit
 * @property {boolean} history
 * @property {boolean} ignoreStatus
 * @property {boolean} markOnline
 * @property {number | undefined} qrSeconds
 * @property {string} url
 * @property {number[]} version
 * @property {number} patienceSeconds
 * @property {boolean} restricted  it was when the hub heard of it last
 * @property {{wireId: string, message: Record<string, any>}[]} pendingHistory
 */

/** So many stanzas that are not read yet, for each one that may be on its way to the hub, and the line is not read from. */
const UNREAD_PER_CREDIT = 4
const TOLD = 2_000

export class Line {
  over = false
  /** Groups that were written to lately. */
  groups = new Remembered({ most: 50, seconds: 300 })
  /** Ids of messages that the hub was told of, so that Baileys' own telling of them is passed over. */
  #told = new Remembered({ most: TOLD })
  #hub
  #onEnd

  /**
   * @param {{hub: import('../hub.js').Hub, name: string, epoch: number, creds: any, wishes: Wishes, cache: import('./rowcache.js').RowCache,
   *   spool: import('../spool.js').Spool, sandbox: boolean, log: import('pino').Logger}} made
   * @param {() => void} onEnd
   */
  constructor({ hub, name, epoch, creds, wishes, cache, spool, sandbox, log }, onEnd) {
    this.#hub = hub
    this.#onEnd = onEnd
    this.name = name
    this.epoch = epoch
    this.wishes = wishes
    this.spool = spool
    this.sandbox = sandbox
    this.log = log.child({ session: name, epoch })
    this.logger = muffled(this.log)
    this.creds = creds ?? initAuthCreds()
    /** System, browser, version; Baileys reads it when it needs it. @type {[string, string, string]} */
    this.browser = [wishes.browser, 'Chrome', '131.0.0']
    this.events = new Events(hub, { name, epoch, credit: wishes.credit }, () => this.#brake())
    this.keys = new Keys(hub, { name, epoch }, cache, this.creds, {
      onMappings: lids => this.events.tell('lids', { lids }),
      onFailed: error => this.notKept(error),
    })
    this.people = new People(this.keys)
    this.stanzas = new Stanzas(
      jid => this.#ignored(jid),
      () => this.#brake(),
    )
    this.signal = new Signal(this.keys, new Reading(this, this.log))
    this.sending = new Sending(this, this.log)
    this.states = new States(this)
    scope.run(this, () => {
      /** @type {any} */
      this.socket = this.#connected()
      this.signs = new Signs(this.socket.ws)
      listen(this)
    })
  }

  /** Whether something can be sent. */
  get isOpen() {
    return !this.over && this.states.isOpen
  }

  #connected() {
    const { wishes } = this
    const bounded = (/** @type {number} */ most, /** @type {number} */ seconds) => /** @type {any} */ (new Remembered({ most, seconds }))
    return makeWASocket({
      ...DEFAULT_CONNECTION_CONFIG,
      auth: { creds: this.creds, keys: /** @type {any} */ (this.keys) },
      logger: this.logger,
      waWebSocketUrl: wishes.url,
      version: /** @type {any} */ (wishes.version),
      browser: this.browser,
      markOnlineOnConnect: wishes.markOnline,
      // So a line that lives is never silent for as long as the hub takes for suspicious (25 s), and is pinged once, not by both.
      keepAliveIntervalMs: 20_000,
      qrTimeout: wishes.qrSeconds ? wishes.qrSeconds * 1000 : undefined,
      emitOwnEvents: false,
      shouldIgnoreJid: jid => this.#ignored(jid),
      getMessage: async key => {
        const json = await this.messageOf({ wireId: key.id ?? '', chat: key.remoteJid ?? '', fromMe: Boolean(key.fromMe) })
        return json ? fromJson(json) : undefined
      },
      cachedGroupMetadata: jid => this.#group(jid),
      makeSignalRepository: this.signal.makeRepository,
      // One try: the hub keeps it, or the line is over.
      transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
      userDevicesCache: bounded(2_000, 300),
      msgRetryCounterCache: bounded(2_000, 3_600),
      callOfferCache: bounded(50, 300),
      placeholderResendCache: bounded(500, 3_600),
    })
  }

  /** What sending to a group needs to know of it; asked again after a while, and when something changed. @param {string} jid */
  async #group(jid) {
    const known = this.groups.get(jid)
    if (known) return known
    const { id, addressingMode, ephemeralDuration, participants } = await this.socket.groupMetadata(jid)
    const group = { id, addressingMode, ephemeralDuration, participants: participants.map((/** @type {any} */ one) => ({ id: one.id })) }
    this.groups.set(jid, group)
    return group
  }

  /** A message that the hub keeps, as JSON. @param {{wireId: string, chat: string, fromMe: boolean}} key @returns {Promise<Record<string, any> | null>} */
  async messageOf(key) {
    return (await this.#hub.ask({ type: 'message.get', session: this.name, epoch: this.epoch, ...key })).message ?? null
  }

  /** @param {string} wireId @param {string} chat @returns {Promise<boolean>} */
  async isKnown(wireId, chat) {
    return Boolean((await this.#hub.ask({ type: 'message.known', session: this.name, epoch: this.epoch, chat, wireId })).known)
  }

  /** @param {string} wireId */
  told(wireId) {
    this.#told.set(wireId, true)
  }

  /** @param {string} wireId */
  wasTold(wireId) {
    return this.#told.has(wireId)
  }

  /** The hub refused something that had to be kept. @param {Error & {code?: string}} error */
  notKept(error) {
    if (this.over) return
    this.log.warn({ error: toldOf(error) }, 'the hub did not keep something')
    this.end(error.code === 'stale-epoch' ? new Ended(CODES.older, 'a newer epoch of this session is open') : new Ended(CODES.notKept, error.message))
  }

  /** Ends the line. @param {Ended} why */
  end(why) {
    if (this.over) return
    this.states.over(why)
  }

  /** Called once, by whatever ended it. @param {Error} why */
  ended(why) {
    this.over = true
    this.sending.end()
    this.events.end(why)
    this.#hub.forget(this.name, this.epoch)
    this.keys.end()
    this.groups.clear()
    this.socket.end(undefined).catch(() => {})
    this.#onEnd()
  }

  #brake() {
    const { credit } = this.events
    this.signs?.brake(this.events.pending > credit || this.stanzas.open > credit * UNREAD_PER_CREDIT)
  }

  /** @param {string} jid */
  #ignored(jid) {
    return this.wishes.ignoreStatus && Boolean(isJidStatusBroadcast(jid))
  }
}
