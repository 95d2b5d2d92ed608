/// Where the sandbox is; a JUnit test (or a person) says so. Everybody in a test is new, so that tests do not
/// meet each other.
const base = process.env.SANDBOX_URL
if (!base) throw new Error('SANDBOX_URL is not set; see README.md')

export async function control(method, path, body) {
  const answer = await fetch(`${base}/sandbox${path}`, {
    method, headers: { 'content-type': 'application/json' }, body: body ? JSON.stringify(body) : undefined })
  const json = await answer.json()
  if (!answer.ok) throw new Error(`${method} ${path}: ${json.error}`)
  return json
}

export const web = await control('GET', '/web')

let last = process.pid * 1000 + Math.floor(Math.random() * 900)

export class Person {
  static async called(name, habits = {}) {
    const phone = `+49151${String(last++).padStart(8, '0').slice(-8)}`
    return new Person(await control('POST', '/phones', { phone, name, ...habits }))
  }

  constructor(shown) {
    this.phone = shown.phone
    this.name = shown.name
    this.jid = `${shown.waId}@s.whatsapp.net`
    this.lid = shown.lid
  }

  does(action, body = {}) { return control('POST', `/phones/${this.phone}/${action}`, body) }

  is(habits) { return control('PUT', `/phones/${this.phone}`, habits) }

  shown() { return control('GET', `/phones/${this.phone}`) }

  writes(to, text) { return this.does('messages', { to: to.phone ?? to, type: 'text', text: { body: text } }) }

  async devices() { return (await control('GET', `/phones/${this.phone}/devices`)).data }

  async messages() { return (await control('GET', `/phones/${this.phone}/messages`)).data }

  has(what) { return until(async () => (await this.messages()).find(what), `${this.name} does not have it`) }

  hasText(text) { return this.has(one => one.text?.body === text) }

  async hasStatus(id, status) { return this.has(one => one.id === id && one.status === status) }
}

/// Waits by counting how often it asked, not by the clock: a machine that stands still for a minute is no reason to fail.
export async function until(asked, otherwise = 'it did not happen', seconds = 60) {
  for (let left = seconds * 50; left > 0; left--) {
    const answer = await asked()
    if (answer) return answer
    await new Promise(done => setTimeout(done, 20))
  }
  throw new Error(typeof otherwise === 'function' ? otherwise() : otherwise)
}

/// Something goes wrong with this person's line, once.
export const fault = (kind, person, more = {}) => control('POST', '/faults', { kind, on: person.phone, count: 1, ...more })
