/// The sandbox that `run.js` started, and the people in it. Everybody in a test is new, so that tests do not meet each other.

const base = process.env.SANDBOX_URL
if (!base) throw new Error('SANDBOX_URL is not set: the tests are started by npm test')

/** @param {string} method @param {string} path @param {object} [body] @returns {Promise<any>} */
export async function control(method, path, body) {
  const answer = await fetch(`${base}/sandbox${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body ? JSON.stringify(body) : undefined,
  })
  const json = /** @type {any} */ (await answer.json())
  if (!answer.ok) throw new Error(`${method} ${path}: ${json.error}`)
  return json
}

export const web = await control('GET', '/web')

/** The bytes of a file on a phone. @param {any} message */
export const onPhone = async message => Buffer.from(await (await fetch(base + message[message.type].url)).arrayBuffer())

let last = process.pid * 1000 + Math.floor(Math.random() * 900)

/** Somebody with a phone. */
export class Person {
  /** @param {string} name @param {object} [habits] */
  static async called(name, habits = {}) {
    const phone = `+49152${String(last++).padStart(8, '0').slice(-8)}`
    return new Person(await control('POST', '/phones', { phone, name, ...habits }))
  }

  /** @param {any} shown */
  constructor(shown) {
    this.phone = /** @type {string} */ (shown.phone)
    this.name = /** @type {string} */ (shown.name)
    this.pn = `${shown.waId}@s.whatsapp.net`
    this.lid = /** @type {string} */ (shown.lid)
  }

  get address() {
    return { pn: this.pn, lid: this.lid }
  }

  /** @param {string} action @param {object} [body] */
  does(action, body = {}) {
    return control('POST', `/phones/${this.phone}/${action}`, body)
  }

  /** @param {object} habits */
  is(habits) {
    return control('PUT', `/phones/${this.phone}`, habits)
  }

  shown() {
    return control('GET', `/phones/${this.phone}`)
  }

  /** @param {{phone: string} | string} to @param {string} text */
  writes(to, text) {
    return this.does('messages', { to: typeof to === 'string' ? to : to.phone, type: 'text', text: { body: text } })
  }

  /** @returns {Promise<any[]>} */
  async devices() {
    return (await control('GET', `/phones/${this.phone}/devices`)).data
  }

  /** @returns {Promise<any[]>} */
  async messages() {
    return (await control('GET', `/phones/${this.phone}/messages`)).data
  }

  /** @param {(message: any) => unknown} what */
  has(what) {
    return until(async () => (await this.messages()).find(what), `${this.name} does not have it`)
  }

  /** @param {string} text */
  hasText(text) {
    return this.has(one => one.text?.body === text)
  }
}

const PAUSE = 25

/**
 * Waits by counting how often it asked, not by the clock: a machine that stands still for a minute is no reason to fail.
 *
 * @template T
 * @param {() => T | Promise<T>} asked
 * @param {string | (() => string)} [otherwise]
 * @param {number} [seconds]
 * @returns {Promise<NonNullable<T>>}
 */
export async function until(asked, otherwise = 'it did not happen', seconds = 60) {
  for (let left = (seconds * 1000) / PAUSE; left > 0; left--) {
    const answer = await asked()
    if (answer) return answer
    await new Promise(done => setTimeout(done, PAUSE))
  }
  throw new Error(typeof otherwise === 'function' ? otherwise() : otherwise)
}

/** Something goes wrong with this person's line, once. @param {string} kind @param {Person} person @param {object} [more] */
export const fault = (kind, person, more = {}) => control('POST', '/faults', { kind, on: person.phone, count: 1, ...more })
