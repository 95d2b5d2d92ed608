/// The engine: holds lines to WhatsApp Web for the hub that started it, and keeps nothing. PROTOCOL.md says how they talk.
import './checked.js'
import { connect } from 'node:net'
import { readFileSync } from 'node:fs'
import { Curve, WA_CERT_DETAILS } from 'baileys'
import { startHeartbeat } from './heartbeat.js'
import { Hub } from './hub.js'
import { scope } from './line/scope.js'
import { makeLog, told } from './log.js'
import { Sessions } from './sessions.js'
import { settings as read } from './settings.js'
import { Spool } from './spool.js'

const PATIENCE = 10_000
const CAPABILITIES = ['qr', 'pairing-code', 'groups', 'media', 'history', 'polls', 'calls']

const { name, version, dependencies } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
const settings = read(process.env)
delete process.env.PALOMAR_ENGINE_TOKEN
// Baileys seals files on their way out in the system's folder for such things; here it is one that nobody else can read.
process.env.TMPDIR = settings.spool
const log = makeLog(settings.log, { engine: name, pid: process.pid, shard: settings.shard })

checkThatSignaturesAreChecked()
if (settings.rootKey) WA_CERT_DETAILS.PUBLIC_KEY = /** @type {Buffer<ArrayBuffer>} */ (settings.rootKey)

const stream = connect(settings.socket)
const hub = new Hub(stream, {
  onFrame: frame => {
    if (frame.type === 'welcome') return welcome(frame)
    if (frame.type === 'ack' || frame.type === 'nack') return sessions.acknowledged(frame)
    if (frame.id === undefined) return log.debug({ type: frame.type }, 'a frame that is neither asked nor answered')
    answer(frame)
  },
  onEnd: why => {
    log.info({ why }, 'the hub is gone')
    process.exit(0)
  },
})
const sessions = new Sessions({ hub, settings, spool: new Spool(settings.spool), log })

hub.tell({
  type: 'hello',
  token: settings.token,
  engine: `baileys ${dependencies.baileys}`,
  version,
  pid: process.pid,
  shard: settings.shard,
  capabilities: CAPABILITIES,
})

/** @param {import('./channel.js').Frame} frame */
function welcome({ v }) {
  if (v !== 1) {
    log.error({ v }, 'the hub speaks another protocol')
    process.exit(1)
  }
  startHeartbeat(hub, () => sessions.counted())
}

/** @param {import('./channel.js').Frame} request */
function answer(request) {
  if (request.type === 'drain')
    return drain()
      .then(() => hub.answer(request, {}))
      .then(() => leave())
  return sessions.asked(request).then(
    fields => hub.answer(request, fields),
    error => {
      log.debug({ session: request.session, type: request.type, error: told(error) }, 'a request was refused')
      hub.refuse(request, error)
    },
  )
}

const drain = () => sessions.drain(PATIENCE)

async function leave() {
  await hub.finish()
  process.exit(0)
}

for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) process.once(signal, () => drain().then(leave))

// A fault in one session must not end the others. Whose it was is known when it happened in its context.
process.on('unhandledRejection', error => log.error({ error: told(error) }, 'a fault that nobody waited for'))
process.on('uncaughtException', error => {
  const line = scope.getStore()
  if (line) sessions.failed(line, error)
  else log.error({ error: told(error) }, 'a fault that nobody caught')
})

function checkThatSignaturesAreChecked() {
  const { public: key, private: secret } = Curve.generateKeyPair()
  const message = Buffer.from('any')
  const signature = Buffer.from(Curve.sign(secret, message))
  signature[5] ^= 1
  if (Curve.verify(key, message, signature)) {
    log.fatal('signatures are not checked: refusing to start')
    process.exit(1)
  }
}
