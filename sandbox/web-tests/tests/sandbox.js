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

export async function until(asked, otherwise = 'it did not happen', seconds = 15) {
  for (const end = Date.now() + seconds * 1000; ;) {
    const answer = await asked()
    if (answer) return answer
    if (Date.now() > end) throw new Error(typeof otherwise === 'function' ? otherwise() : otherwise)
    await new Promise(done => setTimeout(done, 20))
  }
}

/// Something goes wrong with this person's line, once.
export const fault = (kind, person, more = {}) => control('POST', '/faults', { kind, on: person.phone, count: 1, ...more })
