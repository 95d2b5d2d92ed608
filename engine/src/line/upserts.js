/// Messages that did not come through `Reading`: what could not be read, what the server says in a chat, what a phone brought again.
import { WAMessageStubType } from 'baileys'
import { told } from '../log.js'
import { saidIn } from './said.js'

/** @type {[RegExp, string][]} */
const REASONS = [
  [/absent from node/, 'absent'],
  [/Bad MAC|bad decrypt/i, 'bad-mac'],
  [/No session|No matching sessions|PreKey|sender key|No SenderKeyRecord/i, 'no-session'],
]

/**
 * @param {import('./line.js').Line} line
 * @param {{messages: import('baileys').WAMessage[], type: string}} upsert
 */
export function heard(line, { messages, type }) {
  for (const info of messages) {
    const wireId = info.key?.id
    if (!wireId || line.wasTold(wireId)) continue
    const unreadable = info.messageStubType === WAMessageStubType.CIPHERTEXT
    if (!unreadable && !info.message && !info.messageStubType) continue
    const telling = unreadable ? unread(line, info) : tell(line, info, type)
    telling.catch(error => line.log.warn({ wireId, error: told(error) }, 'a message was not told'))
  }
}

/** @param {import('./line.js').Line} line @param {import('baileys').WAMessage} info @param {string} type */
async function tell(line, info, type) {
  const said = await saidIn(info, { people: line.people, ask: key => line.messageOf(key) })
  await line.events.kept('inbound', { said: { ...said, offline: type === 'append' && !info.messageStubType }, rows: [] })
  if (info.message) line.told(said.wireId)
}

/** @param {import('./line.js').Line} line @param {import('baileys').WAMessage} info */
async function unread(line, info) {
  const cause = info.messageStubParameters?.[0] ?? ''
  const reason = REASONS.find(([pattern]) => pattern.test(cause))?.[1] ?? 'other'
  line.log.info({ wireId: info.key.id, reason }, 'a message could not be read')
  const { stub, ...said } = await saidIn({ ...info, message: undefined }, { people: line.people })
  void stub
  await line.events.kept('inbound', { said: { ...said, undecryptable: { reason, final: false } }, rows: [] })
  setTimeout(() => {
    if (line.over || line.wasTold(said.wireId)) return
    line.events.tell('inbound', { said: { ...said, undecryptable: { reason, final: true } }, rows: [] })
  }, line.wishes.patienceSeconds * 1000).unref()
}
