/// Everything that Baileys and its connection have to say, brought to where it belongs.
import { configureSuccessfulPairing } from 'baileys'
import { told } from '../log.js'
import { callOf, gated, receiptsOf } from './gates.js'
import { fetchHistory, tellHistory } from './history.js'
import { newsOf } from './news.js'
import { fromJson } from './protobuf.js'
import { Remembered } from './remembered.js'
import { heard } from './upserts.js'

/** @typedef {import('./line.js').Line} Line */
/** @typedef {import('baileys').BinaryNode} Node */

/** What Baileys gathers for somebody else to look at; nobody does here. */
const GATHERED = new Set([
  'messages.upsert',
  'messages.update',
  'messages.delete',
  'messages.reaction',
  'message-receipt.update',
  'messaging-history.set',
  'chats.upsert',
  'chats.update',
  'chats.delete',
  'contacts.upsert',
  'contacts.update',
  'groups.update',
])

/** @param {Line} line */
export function listen(line) {
  const { socket, people, states } = line
  const { ws, ev } = socket
  overhear(line)
  pairing(line)
  const offers = new Remembered({ most: 50, seconds: 300 })
  ws.prependListener('CB:message', (/** @type {Node} */ node) => line.stanzas.came(node))
  gated(ws, 'CB:receipt', async node => {
    const receipts = await receiptsOf(node, people)
    if (receipts.length) await kept(line, 'receipts', { receipts })
  })
  gated(ws, 'CB:call', async node => {
    const call = await callOf(node, people, offers)
    if (call) await kept(line, 'call', call)
  })
  ws.on('CB:ack,class:message', (/** @type {Node} */ { attrs }) =>
    acked(line, attrs).catch(error => line.log.warn({ error: told(error) }, 'an acknowledgement was not told')),
  )
  ws.on('CB:notification,type:passkey_prologue_request', () => states.passkey())
  ev.on('creds.update', () => {
    line.keys.credsChanged().catch(() => {})
  })
  ev.on('connection.update', (/** @type {any} */ update) => {
    states.changed(update)
    if (!update.receivedPendingNotifications) return
    pendingHistory(line).catch(error => line.log.warn({ error: told(error) }, 'history is still missing'))
    if (line.wishes.restricted) restrictedUntil(line).catch(() => {})
  })
}

/** Baileys' events are taken where they are emitted, before it gathers them. @param {Line} line */
function overhear(line) {
  const { ev } = line.socket
  const emit = ev.emit
  ev.emit = (/** @type {string} */ event, /** @type {any} */ data) => {
    take(line, event, data)
    return GATHERED.has(event) ? true : emit(event, data)
  }
}

/** @param {Line} line @param {string} event @param {any} data */
function take(line, event, data) {
  if (line.over) return
  if (event === 'messages.upsert') heard(line, data)
  else if (event === 'messaging-history.set') historyCame(line, data)
  else {
    if (event === 'groups.update' || event === 'group-participants.update') for (const { id } of [data].flat()) line.groups.del(id)
    newsOf(event, data, line.people).then(
      news => {
        for (const { type, fields, kept } of news) kept === false ? line.events.mention(type, fields) : line.events.tell(type, fields)
      },
      error => line.log.warn({ event, error: told(error) }, 'something was not told'),
    )
  }
}

/** @param {Line} line @param {any} set */
function historyCame(line, set) {
  const of = line.creds.processedHistoryMessages?.at(-1)?.key?.id
  const { people, events, wishes } = line
  tellHistory(set, { people, events, of: set.peerDataRequestSessionId ? undefined : of, messages: wishes.history }).catch(error =>
    line.log.warn({ error: told(error) }, 'history was not told to its end'),
  )
}

/** What an earlier line could not finish. @param {Line} line */
async function pendingHistory(line) {
  const { people, events, wishes, socket } = line
  for (const { wireId, message } of wishes.pendingHistory.splice(0)) {
    const notification = fromJson(message).protocolMessage?.historySyncNotification
    if (!notification) continue
    try {
      const set = await fetchHistory(notification, line.logger)
      if (set.lidPnMappings?.length) await socket.signalRepository.lidMapping.storeLIDPNMappings(set.lidPnMappings)
      await tellHistory(set, { people, events, of: wireId, messages: wishes.history })
    } catch (error) {
      const code = /** @type {any} */ (error)?.output?.statusCode
      if (code !== 404 && code !== 410) throw error
      await events.kept('history', { kind: 'other', of: wireId, said: [], chats: [], contacts: [], lids: [], last: true })
    }
  }
}

/**
 * The phone has scanned: the credentials are on disk before we say that we are its device.
 *
 * @param {Line} line
 */
function pairing(line) {
  const { ws, ev } = line.socket
  ws.removeAllListeners('CB:iq,,pair-success')
  ws.on('CB:iq,,pair-success', async (/** @type {Node} */ stanza) => {
    try {
      line.socket.updateServerTimeOffset(stanza)
      const { reply, creds } = configureSuccessfulPairing(stanza, line.creds)
      Object.assign(line.creds, creds)
      await line.keys.credsChanged()
      ev.emit('connection.update', { isNewLogin: true, qr: undefined })
      await line.socket.sendNode(reply)
    } catch (error) {
      line.states.over(/** @type {Error} */ (error))
    }
  })
}

/** @param {Line} line @param {Record<string, string>} attrs */
async function acked(line, attrs) {
  const until = attrs.error === '463' ? await restrictedUntil(line) : undefined
  if (line.sending.acked(attrs, until) || !attrs.error) return
  line.events.tell('refused', { wireId: attrs.id, chat: await line.people.chat(attrs.from), code: Number(attrs.error) })
}

/** Whether the whole number is restricted, WhatsApp says when it is asked; Baileys then tells it as an update of the connection. @param {Line} line */
async function restrictedUntil({ socket }) {
  const late = new Promise(done => {
    setTimeout(done, 3_000).unref()
  })
  const lock = await Promise.race([socket.fetchAccountReachoutTimelock().catch(() => undefined), late])
  return lock?.isActive ? lock.timeEnforcementEnds?.toISOString() : undefined
}

/** @param {Line} line @param {string} type @param {Record<string, unknown>} fields */
async function kept(line, type, fields) {
  try {
    await line.events.kept(type, fields)
  } catch (error) {
    line.notKept(/** @type {Error} */ (error))
    throw error
  }
}
