/// In which state a line is, told to the hub whenever it changes.
import { told } from '../log.js'
import { endingOf } from './ending.js'

const OPEN = new Set(['syncing', 'online'])
const FIRST_QR_SECONDS = 60
const NEXT_QR_SECONDS = 20
const CODE_SECONDS = 160

export class States {
  state = 'connecting'
  #line
  #qrs = 0
  #loggedIn = false
  #allHere = false
  #loggingOut = false
  #over = false
  #restricted = false
  /** @type {(() => void)[]} */
  #onOver = []

  /** @param {import('./line.js').Line} line */
  constructor(line) {
    this.#line = line
    this.#restricted = line.wishes.restricted
  }

  get isOpen() {
    return OPEN.has(this.state)
  }

  /** Baileys' `connection.update`. @param {any} update */
  changed(update) {
    if (this.#over) return
    const { connection, qr, isNewLogin, receivedPendingNotifications, lastDisconnect, reachoutTimeLock } = update
    if (connection === 'connecting') this.#tell('connecting')
    if (qr) this.#showQr(qr)
    if (isNewLogin) this.#tell('linked', { me: this.#line.people.me() })
    if (connection === 'open') this.#loggedIn = true
    if (receivedPendingNotifications) this.#allHere = true
    if (connection === 'open') this.#tell('syncing', { me: this.#line.people.me() })
    if ((connection === 'open' || receivedPendingNotifications) && this.#loggedIn && this.#allHere) {
      this.#tell('online', { me: this.#line.people.me(), since: new Date().toISOString() })
    }
    if (reachoutTimeLock) this.restricted(reachoutTimeLock)
    if (connection === 'close') this.over(lastDisconnect?.error)
  }

  passkey() {
    this.#tell('passkey')
  }

  /** @param {string} code  eight letters */
  showCode(code) {
    const value = `${code.slice(0, 4)}-${code.slice(4)}`
    const expiresAt = inSeconds(CODE_SECONDS)
    this.#tell('code', { value, expiresAt })
    return { code: value, expiresAt }
  }

  /** @param {{isActive?: boolean, timeEnforcementEnds?: Date}} lock */
  restricted({ isActive, timeEnforcementEnds }) {
    if (isActive) this.#mention('restricted', { active: true, code: 463, until: timeEnforcementEnds?.toISOString() })
    else if (this.#restricted) this.#mention('restricted', { active: false })
    this.#restricted = Boolean(isActive)
  }

  loggingOut() {
    this.#loggingOut = true
  }

  /** Resolves when the line is over. @returns {Promise<void>} */
  whenOver() {
    return this.#over
      ? Promise.resolve()
      : new Promise(done => {
          this.#onOver.push(done)
        })
  }

  /** @param {Error | undefined} why */
  over(why) {
    if (this.#over) return
    const { state, ...more } = endingOf(why, { loggingOut: this.#loggingOut })
    this.#line.log.info({ state, code: more.code, error: why && told(why) }, 'the line is over')
    this.#tell(state, more)
    this.#over = true
    this.#line.ended(why ?? new Error(more.reason))
    for (const done of this.#onOver) done()
  }

  /** @param {string} value */
  #showQr(value) {
    const seconds = this.#line.wishes.qrSeconds ?? (this.#qrs === 0 ? FIRST_QR_SECONDS : NEXT_QR_SECONDS)
    this.#qrs++
    this.#tell('qr', { value, expiresAt: inSeconds(seconds) })
  }

  /** @param {string} state @param {Record<string, unknown>} [more] */
  #tell(state, more) {
    this.state = state
    this.#mention(state, more)
  }

  /** @param {string} state @param {Record<string, unknown>} [more] */
  #mention(state, more) {
    this.#line.events.mention('state', { state, ...more })
  }
}

/** @param {number} seconds */
const inSeconds = seconds => new Date(Date.now() + seconds * 1000).toISOString()
