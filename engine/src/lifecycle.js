/// Requests about the line itself: its linking, its end, its health.
import { Refusal } from './hub.js'
import { Ended, CODES } from './line/ending.js'

const KNOWN = new Set(['close', 'logout', 'pairing-code', 'probe'])
const SERVER = 's.whatsapp.net'

export class Lifecycle {
  #line

  /** @param {import('./line/line.js').Line} line */
  constructor(line) {
    this.#line = line
  }

  /** @param {string} type */
  static knows(type) {
    return KNOWN.has(type)
  }

  /** @param {import('./channel.js').Frame} request @returns {Promise<Record<string, unknown>>} */
  async asked(request) {
    switch (request.type) {
      case 'close':
        this.#line.end(new Ended(CODES.asked, request.reason ?? 'closed on request'))
        return {}
      case 'logout':
        return this.#logout()
      case 'pairing-code':
        return this.#pairingCode(String(request.phone ?? ''))
      default:
        return this.#probe(request.timeoutMs ?? 5_000, request.silentMs ?? 0)
    }
  }

  /** The server takes the device off the phone's list, and says so or closes the line. */
  async #logout() {
    const { socket, states, creds } = this.#line
    if (!this.#line.isOpen) throw new Refusal('not-open', `the line is ${states.state}`)
    states.loggingOut()
    const iq = {
      tag: 'iq',
      attrs: { to: SERVER, type: 'set', xmlns: 'md' },
      content: [{ tag: 'remove-companion-device', attrs: { jid: creds.me.id, reason: 'user_initiated' } }],
    }
    await Promise.race([socket.query(iq, 20_000), states.whenOver()])
    states.over(new Error('logged out'))
    return {}
  }

  /** @param {string} phone */
  async #pairingCode(phone) {
    const { socket, states, creds, browser } = this.#line
    const digits = phone.replace(/\D/g, '')
    if (!/^[1-9]\d{6,14}$/.test(digits)) throw new Refusal('bad-request', 'phone: expected something like +5491155550101')
    if (creds.registered || this.#line.isOpen) throw new Refusal('bad-request', 'this session is linked already')
    if (states.state !== 'qr' && states.state !== 'code') throw new Refusal('not-open', `the line is ${states.state}; a code can be had once there is a QR`)
    // The server takes a code only from what calls itself a browser on a system that it knows.
    const [shown] = browser
    browser[0] = 'Linux'
    try {
      return states.showCode(await socket.requestPairingCode(digits))
    } finally {
      browser[0] = shown
    }
  }

  /**
   * @param {number} timeoutMs
   * @param {number} silentMs  WhatsApp is asked only if it said nothing for so long
   */
  async #probe(timeoutMs, silentMs) {
    const { socket, signs } = this.#line
    const heard = signs.lastIn
    if (heard !== null && Date.now() - heard < silentMs) return this.#shown(true, null)
    const begun = Date.now()
    const ping = { tag: 'iq', attrs: { to: SERVER, type: 'get', xmlns: 'w:p' }, content: [{ tag: 'ping', attrs: {} }] }
    // Baileys answers nothing, instead of failing, when nothing comes in time.
    const alive = Boolean(await socket.query(ping, timeoutMs).catch(() => undefined))
    return this.#shown(alive, alive ? Date.now() - begun : null)
  }

  /** @param {boolean} alive @param {number | null} rttMs */
  #shown(alive, rttMs) {
    const { signs, states, events } = this.#line
    const silentMs = signs.lastIn === null ? null : Math.max(0, Date.now() - signs.lastIn)
    return { alive, rttMs, silentMs, lastIn: signs.lastIn, lastOut: signs.lastOut, state: states.state, pending: events.pending }
  }
}
