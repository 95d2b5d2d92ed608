/// Where the sandbox is and who is in it; a JUnit test (or a person) sets these.
function needed(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; see README.md`)
  return value
}

export const sandbox = needed('SANDBOX_URL')
export const token = needed('TOKEN')
export const number = needed('PHONE_NUMBER_ID')
export const account = needed('WABA_ID')
export const person = needed('PERSON')
export const inbound = JSON.parse(needed('INBOUND'))

export async function control(method, path, body) {
  const answer = await fetch(`${sandbox}/sandbox${path}`, {
    method, headers: { 'content-type': 'application/json' }, body: body ? JSON.stringify(body) : undefined })
  return answer.json()
}

export async function onPhone(id) {
  for (let i = 0; i < 3_000; i++) {
    const { data } = await control('GET', `/phones/${person}/messages`)
    const found = data.find(message => message.id === id)
    if (found) return found
    await new Promise(done => setTimeout(done, 20))
  }
  throw new Error(`the phone did not get ${id}`)
}

export const picture = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 1, 2, 3, 4])
