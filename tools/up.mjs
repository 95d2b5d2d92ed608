// `./dev up`: starts sandbox and hub, prepares a demo company, and keeps both running until it is asked to stop.
import { copyFileSync, chmodSync, existsSync, mkdirSync, openSync, readFileSync, readSync, closeSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs' // prettier-ignore
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ANA, NUMBER, PHONE, platformApp, prepare, Stuck } from './demo.mjs'
import { noted, pause, Program, stop } from './process.mjs'

const say = (text) => process.stderr.write(`${text}\n`)
const clone = dirname(dirname(fileURLToPath(import.meta.url)))
const own = process.env.PALOMAR_DATA ? resolve(process.env.PALOMAR_DATA) : null
const home = own ?? join(clone, '.dev')
const data = own ?? join(clone, '.dev', 'data')
const hubPort = port('PALOMAR_PORT', 8080)
const sandboxPort = port('SANDBOX_PORT', 8090)
const hubUrl = `http://127.0.0.1:${hubPort}`
const sandboxUrl = `http://127.0.0.1:${sandboxPort}`
const ourPid = join(home, 'up.pid')
const started = Date.now()

let setupFrom = 0
let restarts = []
let stopping = null
let ready = false

const hub = new Program(
  {
    name: 'hub',
    command: [...javaFor('palomar', '1g'), '--sun-misc-unsafe-memory-access=allow', '-jar', join(home, 'palomar.jar')],
    log: join(home, 'hub.log'),
    pidFile: join(home, 'hub.pid'),
    env: {
      PALOMAR_LOG: 'text',
      PALOMAR_PUBLIC_URL: hubUrl,
      PALOMAR_ALLOW_ADDRESSES: '127.0.0.0/8,::1/128',
      PALOMAR_GRAPH_URL: sandboxUrl,
      PALOMAR_SANDBOX_URL: sandboxUrl,
      ANTHROPIC_BASE_URL: sandboxUrl,
      ...process.env,
      // A key of somebody's own goes nowhere unless they say where.
      ...(process.env.ANTHROPIC_BASE_URL ? {} : { ANTHROPIC_API_KEY: 'sandbox' }),
      PALOMAR_PORT: String(hubPort),
      PALOMAR_DATA: data,
    },
  },
  (how) => again(hub, how).catch(giveUp),
)
const sandbox = new Program(
  {
    name: 'sandbox',
    command: [...javaFor('palomar-sandbox', '512m'), '-jar', join(home, 'palomar-sandbox.jar')],
    log: join(home, 'sandbox.log'),
    pidFile: join(home, 'sandbox.pid'),
    env: { ...process.env, SANDBOX_PORT: String(sandboxPort) },
  },
  (how) => again(sandbox, how).catch(giveUp),
)

/** The archive of loaded classes, which Java writes when it stops, saves half of the next start. */
function javaFor(name, heap) {
  const archive = ['-XX:+AutoCreateSharedArchive', `-XX:SharedArchiveFile=${join(home, `${name}.jsa`)}`, '-Xlog:cds=off', '-Xlog:aot=off'] // prettier-ignore
  return [join(process.env.JAVA_HOME, 'bin', 'java'), '-XX:+UseCompactObjectHeaders', '-XX:G1PeriodicGCInterval=15000', `-Xmx${heap}`, ...archive]
}

function port(name, usual) {
  const typed = process.env[name] || String(usual)
  if (/^\d{1,5}$/.test(typed) && Number(typed) >= 1 && Number(typed) <= 65535) return Number(typed)
  say(`./dev: ${name} is not a port number: ${typed}`)
  process.exit(1)
}

/** A copy to run from: a build may replace the jar while it is in use, and a replaced jar breaks the program. */
function copyJar(from, name) {
  const source = join(clone, from)
  const target = join(home, name)
  const { size, mtimeMs, atime, mtime } = statSync(source)
  const there = existsSync(target) ? statSync(target) : null
  if (there?.size === size && Math.abs(there.mtimeMs - mtimeMs) < 2) return
  rmSync(target, { force: true })
  copyFileSync(source, target)
  utimesSync(target, atime, mtime)
}

async function free(portNumber) {
  return new Promise((answer) => {
    const probe = createServer()
    probe.once('error', () => answer(false))
    probe.listen({ port: portNumber, host: '127.0.0.1' }, () => probe.close(() => answer(true)))
  })
}

/** Stops what a killed ./dev left behind in this folder. */
async function clearAway() {
  const other = noted(ourPid, 'up.mjs')
  if (other) fail(`it is running already (process ${other}) with the data in ${data}.\nStop it with Ctrl-C where it runs, or choose PALOMAR_PORT, SANDBOX_PORT and PALOMAR_DATA for a second one.`) // prettier-ignore
  for (const [file, jar] of [['hub.pid', 'palomar.jar'], ['sandbox.pid', 'palomar-sandbox.jar']]) { // prettier-ignore
    const left = noted(join(home, file), join(home, jar))
    if (!left) continue
    say(`stopping process ${left} (${jar}), which an earlier ./dev up left behind`)
    await stop(left, 20_000)
  }
  if (hubPort === sandboxPort) fail(`PALOMAR_PORT and SANDBOX_PORT are the same: ${hubPort}`)
  for (const [name, number] of [['PALOMAR_PORT', hubPort], ['SANDBOX_PORT', sandboxPort]]) { // prettier-ignore
    if (!(await free(number))) fail(`port ${number} is used by another program. Stop that, or choose another: ${name}=${number + 100} ./dev up`) // prettier-ignore
  }
}

function logFrom(file, from) {
  const end = existsSync(file) ? statSync(file).size : 0
  if (end <= from) return ''
  const bytes = Buffer.alloc(end - from)
  const open = openSync(file, 'r')
  readSync(open, bytes, 0, bytes.length, from)
  closeSync(open)
  return bytes.toString('utf8')
}

/** From the link that a hub without an administrator prints right after its start. */
async function setupToken() {
  const end = Date.now() + 20_000
  for (;;) {
    const found = /\/setup#token=([\w.~-]+)/.exec(logFrom(hub.what.log, setupFrom))
    if (found) return found[1]
    if (Date.now() > end) return null
    await pause(50)
  }
}

async function answers(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}

async function until(program, url) {
  const end = Date.now() + 300_000
  while (!(await answers(url))) {
    if (stopping) await stopping
    if (!program.running && !program.restarting) fail(`the ${program.what.name} did not start. The end of ${program.what.log}:\n${tail(program.what.log)}`) // prettier-ignore
    if (Date.now() > end) fail(`${url} does not answer; see ${program.what.log}`)
    await pause(60)
  }
}

/** The hub's own words why it does not start, else the end of its log. */
function tail(file) {
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-200)
  const said = lines.findLastIndex((line) => /^The hub cannot start|^The hub .* settings/.test(line))
  return (said < 0 ? lines.slice(-15) : lines.slice(said, said + 8)).join('\n')
}

function launch(program) {
  const from = program.start()
  if (program === hub) setupFrom = from
}

/** Starts a program that ended by itself again; five times in a minute is a fault that starting does not cure. */
async function again(program, how) {
  if (!ready) return
  restarts = [...restarts.filter((at) => at > Date.now() - 60_000), Date.now()]
  if (restarts.length > 5) fail(`the ${program.what.name} ended again and again. The end of ${program.what.log}:\n${tail(program.what.log)}`) // prettier-ignore
  say(`the ${program.what.name} ended (${how}): starting it again`)
  program.restarting = true
  await pause(300)
  if (stopping) return
  launch(program)
  program.restarting = false
  await until(program, program === hub ? `${hubUrl}/readyz` : `${sandboxUrl}/sandbox/phones`)
  if (program === sandbox) {
    await learnWeb()
    const pid = hub.child?.pid
    if (pid) await stop(pid, 20_000)
    await pause(500)
    await prepareDemoAgain()
  }
  say(`the ${program.what.name} is back`)
}

/** Where the sandbox plays WhatsApp Web, and with which keys: other ones each time it starts. */
async function learnWeb() {
  const { url, rootPublicKey, caCertificate } = await (await fetch(`${sandboxUrl}/sandbox/web`)).json()
  const authority = join(home, 'sandbox-ca.pem')
  writeFileSync(authority, caCertificate)
  Object.assign(hub.what.env, {
    PALOMAR_WEB_SANDBOX: 'true',
    PALOMAR_WEB_URL: url,
    PALOMAR_WEB_ROOT_KEY: rootPublicKey,
    PALOMAR_WEB_CA_FILE: authority,
    PALOMAR_ENGINE: process.env.PALOMAR_ENGINE || join(clone, 'engine'),
    PALOMAR_NODE: process.env.PALOMAR_NODE || process.execPath,
  })
}

const prepareDemo = () => prepare({ hub: hubUrl, sandbox: sandboxUrl, data, setupToken })

/** A sandbox that was started again is empty. The hub may be away at that moment, too: it is waited for. */
async function prepareDemoAgain() {
  for (let tries = 5; ; tries--) {
    await until(hub, `${hubUrl}/readyz`)
    try {
      return await prepareDemo()
    } catch (error) {
      if (tries <= 1 || stopping || error instanceof Stuck) throw error
      await pause(1_000)
    }
  }
}

/** A hub that says for half a minute that it cannot work is started again, and its database with it. */
async function watch() {
  let failures = 0
  while (!stopping) {
    await pause(10_000)
    failures = hub.running && !(await answers(`${hubUrl}/readyz`)) ? failures + 1 : 0
    if (failures >= 3 && !stopping) {
      say(`the hub is not ready (see ${hub.what.log}): starting it again`)
      failures = 0
      const pid = hub.child?.pid
      if (pid) await stop(pid, 20_000)
    }
  }
}

async function shutDown(code) {
  stopping ??= (async () => {
    const clean = await hub.stop(40_000)
    await sandbox.stop(5_000)
    rmSync(ourPid, { force: true })
    say(clean ? 'stopped' : 'the hub did not stop in time and was ended; nothing that was acknowledged is lost')
    process.exit(code)
  })()
  return stopping
}

function fail(text) {
  throw new Stuck(text)
}

function giveUp(error) {
  if (stopping) return
  say(`./dev: ${error instanceof Stuck ? error.message : error.stack}`)
  if (noted(ourPid, 'up.mjs') === process.pid) void shutDown(1)
  else process.exit(1)
}

async function main() {
  if (process.env.PALOMAR_DATABASE_URL) fail('PALOMAR_DATABASE_URL is set, and the sandbox is not started beside a real database. Unset it, or start the jar itself as in README.md.') // prettier-ignore
  mkdirSync(home, { recursive: true })
  mkdirSync(join(clone, '.dev'), { recursive: true })
  mkdirSync(data, { recursive: true })
  const app = platformApp(data)
  hub.what.env = { PALOMAR_META_APP_ID: app.appId, PALOMAR_META_APP_SECRET: app.appSecret, PALOMAR_META_VERIFY_TOKEN: app.verifyToken, ...hub.what.env } // prettier-ignore
  await clearAway()
  writeFileSync(ourPid, `${process.pid}\n`)
  process.on('SIGINT', () => shutDown(130))
  process.on('SIGTERM', () => shutDown(0))
  process.on('SIGHUP', () => shutDown(129))
  copyJar('hub/target/palomar.jar', 'palomar.jar')
  copyJar('sandbox/target/palomar-sandbox.jar', 'palomar-sandbox.jar')
  say('starting sandbox, database and hub')
  launch(sandbox)
  await until(sandbox, `${sandboxUrl}/sandbox/phones`)
  await learnWeb()
  launch(hub)
  await until(hub, `${hubUrl}/readyz`)
  const credentials = await prepareDemo()
  ready = true
  tell(credentials)
  void watch()
}

function tell(credentials) {
  const copy = join(clone, '.dev', 'credentials.json')
  copyFileSync(join(data, 'credentials.json'), copy)
  chmodSync(copy, 0o600)
  process.stdout.write(`
Palomar is ready (${((Date.now() - started) / 1000).toFixed(1)} s).

  panel     ${hubUrl}
  login     ${credentials.email}   ${credentials.password}
  sandbox   ${sandboxUrl}/sandbox      Ana's phone is ${ANA}, the company's number ${NUMBER}
            A second number waits for its QR code; ${PHONE} can scan it there
  API key   ${credentials.apiKey}
  contract  ${hubUrl}/docs

Send Ana a message:
  curl ${hubUrl}/devices/${credentials.deviceId}/messages/send \\
    -H 'X-Api-Key: ${credentials.apiKey}' \\
    -H 'content-type: application/json' -d '{"to":"${ANA}","text":"hola"}'

The same is in .dev/credentials.json. Ctrl-C stops everything.
`)
}

main().catch(giveUp)
