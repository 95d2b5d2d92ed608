/// A company's number: a phone, a session in an engine, and what a test wants to know of both.
import { randomBytes } from 'node:crypto'
import { Person, until } from './sandbox.js'

let last = 0

export class Shop {
  /**
   * A new number, linked by QR code and online.
   *
   * @param {import('./hub.js').StandIn} hub
   * @param {{habits?: object, wishes?: object, name?: string}} [options]
   */
  static async linked(hub, { habits = {}, wishes = {}, name = 'Flores Sur' } = {}) {
    const number = new Shop(hub, await Person.called(name, habits))
    await hub.open(number.session, { ...number.wishes, ...wishes })
    await number.scans()
    return number
  }

  wishes = {}

  /** @param {import('./hub.js').StandIn} hub @param {Person} phone */
  constructor(hub, phone) {
    this.hub = hub
    this.phone = phone
    this.session = `dev_${process.pid}_${++last}`
  }

  get shelf() {
    return this.hub.shelf(this.session)
  }

  /** The phone scans what is shown, and the hub opens the line that comes after it. */
  async scans() {
    await this.phone.does('scan', { qr: (await this.hasState('qr')).value })
    await this.comesOnline()
    await until(
      () => this.shelf.history.some(piece => piece.last),
      () => `history does not come\n${this.hub.logs.slice(-3000)}`,
    )
  }

  /** As a hub does: after the linking the line is opened again. @param {object} [wishes] */
  async comesOnline(wishes = {}) {
    await this.hasState('closed', one => one.code === 515)
    await this.opened(wishes)
  }

  /** @param {object} [wishes] */
  async opened(wishes = {}) {
    const before = this.shelf.states.length
    await this.hub.open(this.session, { ...this.wishes, ...wishes })
    await until(
      () => this.shelf.states.slice(before).find(one => one.state === 'online'),
      () => `not online: ${JSON.stringify(this.shelf.states.slice(before))}\n${this.hub.logs.slice(-3000)}`,
    )
  }

  /** @param {string} state @param {(state: any) => unknown} [what] */
  hasState(state, what = () => true) {
    return until(
      () => this.shelf.states.findLast(one => one.state === state && what(one)),
      () => `no state ${state}: ${JSON.stringify(this.shelf.states)}\n${this.hub.logs.slice(-3000)}`,
    )
  }

  /** @param {string} type @param {object} [fields] */
  ask(type, fields = {}) {
    return this.hub.ask(type, this.session, fields)
  }

  /** @param {Person | {jid: string}} to @param {string | object} content @param {any} [more] */
  sends(to, content, more = {}) {
    const wireId = more.wireId ?? newId()
    const words = typeof content === 'string' ? { kind: 'text', text: content } : content
    return this.ask('send', { to: to instanceof Person ? to.address : to, content: words, ...more, wireId }).then(answer => ({ ...answer, wireId }))
  }

  /** @param {(said: any) => unknown} what @returns {Promise<any>} */
  heard(what) {
    return until(
      () => [...this.shelf.said.values()].find(what),
      () => `not heard; the last: ${JSON.stringify([...this.shelf.said.values()].slice(-4)).slice(0, 3000)}\n${this.hub.logs.slice(-3000)}`,
    )
  }

  /** @param {string} text */
  heardText(text) {
    return this.heard(one => textOf(one) === text)
  }

  /** Whether it is here already. @param {string} text */
  hears(text) {
    return [...this.shelf.said.values()].some(one => textOf(one) === text)
  }

  /** @param {string} type @param {(event: any) => unknown} [what] @returns {Promise<any>} */
  was(type, what = () => true) {
    return until(
      () => this.shelf.events.find(one => one.type === type && what(one)),
      () => `no ${type}: ${JSON.stringify(this.shelf.events.slice(-5)).slice(0, 2000)}\n${this.hub.logs.slice(-3000)}`,
    )
  }

  /** What became of a message. @param {string} wireId @param {string} status */
  hasStatus(wireId, status) {
    return this.was('receipts', one => one.receipts.some((/** @type {any} */ receipt) => receipt.wireIds.includes(wireId) && receipt.status === status))
  }
}

/** @param {any} said */
export const textOf = said => said.message?.conversation ?? said.message?.extendedTextMessage?.text

export const newId = () => `3EB0${randomBytes(9).toString('hex').toUpperCase()}`
