/// Loaded before Baileys. As shipped, its Signal library tells by a return value whether a signature is right, and
/// nobody looks at it; for the keys of somebody new it does not even check (that is what its fourth parameter says).
/// Here every signature is checked and a wrong one is an error. Two more things are put right on the way: jobs
/// of the library run in the context of whoever asked for them (else a write can end up in another session's
/// transaction), and nothing prints (the library writes private keys to the console).
import { AsyncResource } from 'node:async_hooks'
import { createRequire } from 'node:module'

const require = createRequire(createRequire(import.meta.url).resolve('baileys'))

const curve = require('libsignal/src/curve.js')
const verify = curve.verifySignature
/** @type {(key: Uint8Array, message: Uint8Array, signature: Uint8Array) => true} */
curve.verifySignature = (key, message, signature) => {
  if (verify(key, message, signature) !== true) throw new Error('Invalid signature')
  return true
}

const queue = require.resolve('libsignal/src/queue_job.js')
const inTurn = require(queue)
/** @type {(bucket: unknown, job: () => Promise<unknown>) => Promise<unknown>} */
const bound = (bucket, job) => inTurn(bucket, AsyncResource.bind(job))
const loaded = require.cache[queue]
if (!loaded) throw new Error('libsignal/src/queue_job.js cannot be replaced')
loaded.exports = bound

for (const word of /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug', 'trace', 'dir'])) {
  console[word] = () => {}
}
