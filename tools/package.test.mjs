// What `./dev package` made, put somewhere else and started with nothing but Java and Node: a number is linked by QR, and texts go both ways.
// SANDBOX_JAR says where the sandbox is.
import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const clone = dirname(dirname(fileURLToPath(import.meta.url)))
const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java'
const folder = mkdtempSync(join(tmpdir(), 'palomar-packed-'))
const started = []

after(async () => {
  for (const program of started.reverse()) {
    program.kill()
    if (program.exitCode === null) await new Promise((done) => program.once('exit', done))
  }
  rmSync(folder, { recursive: true, force: true })
})

/** One that nobody has, below those that systems give to outgoing calls: none of these takes it before it is used. */
const port = () =>
  new Promise((done) => {
    const wanted = 13_000 + Math.floor(Math.random() * 4_000)
    const server = createServer().once('error', () => done(port()))
    server.listen(wanted, '127.0.0.1', () => server.close(() => done(wanted)))
  })

/** Starts a jar with this environment and no other, and answers what it has said so far whenever asked. */
function start(jar, cwd, env) {
  const program = spawn(java, ['-Xmx512m', '-XX:TieredStopAtLevel=1', '-jar', jar], { cwd, env: { PATH: process.env.PATH, HOME: folder, ...env } })
  let said = ''
  for (const stream of [program.stdout, program.stderr]) stream.on('data', (bytes) => (said += bytes))
  started.push(program)
  return () => {
    if (program.exitCode !== null) throw new Error(`${jar} ended: ${said}`)
    return said
  }
}

/** Asks until there is an answer. */
async function until(ask, what) {
  const end = Date.now() + 300_000
  for (;;) {
    const answer = await ask()
    if (answer) return answer
    if (Date.now() > end) throw new Error(`in vain: ${what}`)
    await new Promise((done) => setTimeout(done, 100))
  }
}

async function call(url, body, headers = {}) {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  })
  const text = await answer.text()
  return { ok: answer.ok, status: answer.status, text, ...(text.startsWith('{') && { json: JSON.parse(text) }) }
}

async function done(url, body, headers) {
  const { ok, status, text, json } = await call(url, body, headers)
  assert.ok(ok, `${url} answered ${status}: ${text}`)
  return json
}

test('the packed folder runs with nothing but Java and Node, and links a number', async () => {
  const sandboxPort = await port()
  const hubPort = await port()
  cpSync(join(clone, 'dist', 'palomar'), join(folder, 'palomar'), { recursive: true })
  const sandbox = `http://127.0.0.1:${sandboxPort}/sandbox`
  const sandboxSays = start(process.env.SANDBOX_JAR ?? join(clone, 'sandbox', 'target', 'palomar-sandbox.jar'), folder, {
    SANDBOX_PORT: String(sandboxPort),
  })
  await until(() => sandboxSays().includes('sandbox ready'), 'the sandbox')
  const web = await done(`${sandbox}/web`)
  const authority = join(folder, 'authority.pem')
  writeFileSync(authority, web.caCertificate)

  const hub = `http://127.0.0.1:${hubPort}`
  const hubSays = start('palomar.jar', join(folder, 'palomar'), {
    PALOMAR_PORT: String(hubPort),
    PALOMAR_DATA: join(folder, 'data'),
    PALOMAR_WEB_SANDBOX: 'true',
    PALOMAR_WEB_URL: web.url,
    PALOMAR_WEB_ROOT_KEY: web.rootPublicKey,
    PALOMAR_WEB_CA_FILE: authority,
  })
  const [, token] = await until(() => /setup#token=(\S+)/.exec(hubSays()), 'the link of the first administrator')
  const setup = { token, email: 'ana@example.com', password: 'una clave larga 42', name: 'Ana' }
  const { access_token } = await done(`${hub}/v1/setup`, setup)
  const administrator = { authorization: `Bearer ${access_token}` }
  const company = { name: 'Flores', slug: 'flores', locale: 'es-AR', timeZone: 'UTC' }
  const tenant = (await done(`${hub}/v1/tenants`, company, administrator)).id
  const inside = { ...administrator, 'x-tenant-id': tenant }

  const business = '+5491155550190'
  const ana = '+5491155550101'
  for (const [phone, name] of [[business, 'Flores'], [ana, 'Ana']]) await done(`${sandbox}/phones`, { phone, name }) // prettier-ignore
  const device = (await done(`${hub}/v1/devices`, { name: 'Recepción', transport: 'WEB' }, inside)).id
  const at = `${hub}/v1/devices/${device}`
  const code = await until(async () => (await call(`${at}/qr`, undefined, inside)).json?.qr, 'a QR code')
  await done(`${sandbox}/phones/${business}/scan`, { qr: code })
  await until(async () => (await done(at, undefined, inside)).state === 'ONLINE', 'the number is online')

  await done(`${sandbox}/phones/${ana}/messages`, { to: business, type: 'text', text: { body: '¿abren hoy?' } })
  const heard = `${hub}/v1/messages?direction=inbound&deviceId=${device}`
  await until(async () => (await done(heard, undefined, inside)).data[0]?.text?.body === '¿abren hoy?', 'the question')
  await done(`${at}/messages/send`, { to: ana, text: 'sí, hasta las ocho' }, inside)
  const arrived = async () => (await call(`${sandbox}/phones/${ana}/messages`)).text.includes('sí, hasta las ocho')
  await until(arrived, 'the answer')
  assert.match(readFileSync(join(folder, 'palomar', 'VERSION'), 'utf8'), /^\d+\.\d+\.\d+/)
})

test('the image is made of the packed folder, and Java takes the flags it is started with', () => {
  const lines = readFileSync(join(clone, 'Dockerfile'), 'utf8').replaceAll('\\\n', ' ').split('\n')
  const word = (name) => lines.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1))
  const [[from, into]] = word('COPY').filter((copy) => !copy.startsWith('--from=')).map((copy) => copy.split(/\s+/)) // prettier-ignore
  const [entry] = word('ENTRYPOINT').map((json) => JSON.parse(json))
  const inside = (path) => join(clone, path.replace(into, from))
  assert.ok(readFileSync(join(clone, '.dockerignore'), 'utf8').split('\n').includes(`!${from}`))
  assert.ok(existsSync(inside(entry.at(-1))), `${entry.at(-1)} is not in the image`)
  assert.ok(existsSync(inside(`${into}/palomar-engine/package.json`)))
  const flags = entry.slice(1, entry.indexOf('-jar')).map((flag) => flag.replace('/data', folder))
  execFileSync(java, [...flags, '-version'], { stdio: 'pipe' })
})
