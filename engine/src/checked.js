/// Loaded before Baileys. As shipped, its Signal library tells by a return value whether a signature is right, and
/// nobody looks at it; for the keys of somebody new it does not even check (that is what its fourth parameter says).
/// Here every signature is checked and a wrong one is an error. Three more things are put right on the way: jobs
/// of the library run in the context of whoever asked for them (else a write can end up in another session's
/// transaction), and wait only for those of the same line (else all who write to one person wait for each other); a session on which a message was tried in vain stays as it was (as shipped the vain attempt moves its
/// ratchet, and when two people begin to write to each other at once, every other message becomes unreadable);
/// and nothing prints (the library writes private keys to the console).
import { AsyncResource } from 'node:async_hooks'
import { createRequire } from 'node:module'
import { scope } from './line/scope.js'

const load = createRequire(createRequire(import.meta.url).resolve('baileys'))

const curve = load('libsignal/src/curve.js')
const verify = curve.verifySignature
/** @type {(key: Uint8Array, message: Uint8Array, signature: Uint8Array) => true} */
curve.verifySignature = (key, message, signature) => {
  if (verify(key, message, signature) !== true) throw new Error('Invalid signature')
  return true
}

const queue = load.resolve('libsignal/src/queue_job.js')
const inTurn = load(queue)
/** @type {(bucket: string, job: () => Promise<unknown>) => Promise<unknown>} */
const bound = (bucket, job) => {
  const line = scope.getStore()
  return inTurn(line ? `${line.name} ${line.epoch} ${bucket}` : bucket, AsyncResource.bind(job))
}
const loaded = load.cache[queue]
if (!loaded) throw new Error('libsignal/src/queue_job.js cannot be replaced')
loaded.exports = bound

const { prototype } = load('libsignal/src/session_cipher.js')
const attempt = prototype.doDecryptWhisperMessage
/** @this {object} @param {Uint8Array} message @param {any} session */
prototype.doDecryptWhisperMessage = async function (message, session) {
  const before = session?.serialize()
  try {
    return await attempt.call(this, message, session)
  } catch (error) {
    if (session) Object.assign(session, session.constructor.deserialize(before))
    throw error
  }
}

for (const word of /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'])) {
  console[word] = () => {}
}
