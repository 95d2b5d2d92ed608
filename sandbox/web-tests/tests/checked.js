/// Loaded before everything else. As shipped, the Signal library of Baileys tells by a return value whether a
/// signature is right, and Baileys does not look at it. Here a wrong signature is an error. And nothing prints:
/// the library writes private keys to the console.
import { createRequire } from 'node:module'

const curve = createRequire(import.meta.url)('libsignal/src/curve.js')
const verify = curve.verifySignature
curve.verifySignature = (...given) => {
  if (verify(...given) !== true) throw new Error('Invalid signature')
  return true
}
for (const word of ['log', 'info', 'warn', 'debug', 'trace']) console[word] = () => {}
