/// Loaded before everything else. As shipped, the Signal library of Baileys tells by a return value whether a
/// signature is right, and nobody looks at it; for the keys of somebody new it does not even check (that is what
/// its fourth parameter says). Here every signature is checked, and a wrong one is an error. And nothing prints:
/// the library writes private keys to the console.
import { createRequire } from 'node:module'

const curve = createRequire(import.meta.url)('libsignal/src/curve.js')
const verify = curve.verifySignature
curve.verifySignature = (key, message, signature) => {
  if (verify(key, message, signature) !== true) throw new Error('Invalid signature')
  return true
}
for (const word of ['log', 'info', 'warn', 'debug', 'trace']) console[word] = () => {}
