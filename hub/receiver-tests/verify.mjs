// Verifies one webhook as a receiver in Node does. Reads {secret, headers, body} from the standard input.
import { Webhook } from 'standardwebhooks'

let text = ''
for await (const piece of process.stdin) text += piece
const { secret, headers, body } = JSON.parse(text)
const event = new Webhook(secret).verify(body, headers)
for (const tampered of [body + ' ', body.replace('hola', 'adiós')]) {
  let believed = true
  try {
    new Webhook(secret).verify(tampered, headers)
  } catch {
    believed = false
  }
  if (believed) throw new Error('a body that was changed was believed')
}
console.log('verified', event.type)
