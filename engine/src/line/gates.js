/// Receipts and calls: told to the hub first, and handed to Baileys, which acknowledges them to WhatsApp, when the hub has them.
import { getCallStatusFromNode, getStatusFromReceiptType, proto } from 'baileys'
import { deviceOf, isPerson, kindOf } from './people.js'

/** @typedef {import('baileys').BinaryNode} Node */
/** @typedef {import('./people.js').People} People */

const { Status } = proto.WebMessageInfo
const WORDS = { [Status.DELIVERY_ACK]: 'delivered', [Status.READ]: 'read', [Status.PLAYED]: 'played' }
const CALLS = new Set(['offer', 'ringing', 'timeout', 'reject', 'accept', 'terminate'])

/**
 * Puts a gate before Baileys' own listeners of `event`.
 *
 * @param {any} ws
 * @param {string} event
 * @param {(node: Node) => Promise<void>} gate  when it rejects, the stanza is not acknowledged, and comes again
 */
export function gated(ws, event, gate) {
  const listeners = ws.listeners(event)
  ws.removeAllListeners(event)
  ws.on(event, (/** @type {Node} */ node) => {
    gate(node).then(
      () => {
        for (const listener of listeners) listener(node)
      },
      () => {},
    )
  })
}

/**
 * What became of messages: the fields of one of `receipts`, or nothing when it is about something else.
 *
 * @param {Node} node
 * @param {People} people
 */
export async function receiptsOf(node, people) {
  const { attrs } = node
  const status = getStatusFromReceiptType(attrs.type === 'inactive' ? undefined : /** @type {any} */ (attrs.type))
  const word = WORDS[/** @type {keyof typeof WORDS} */ (status)]
  if (!word || !attrs.from || kindOf(attrs.from) === 'status') return []
  const ours = people.isMe(attrs.participant || attrs.from)
  // Another device of ours has it: nothing became of anything. It read theirs: that is told.
  if (ours && word === 'delivered') return []
  const group = kindOf(attrs.from) !== 'person'
  const peer = group ? attrs.from : ours ? attrs.recipient : attrs.from
  if (!peer) return []
  const chat = await people.chat(peer, ...(ours ? [attrs.peer_recipient_lid, attrs.peer_recipient_pn] : [attrs.sender_lid, attrs.sender_pn]))
  const base = { chat, status: word, fromMe: !ours, at: Number(attrs.t ?? 0) || Math.floor(Date.now() / 1000) }
  const several = children(node).filter(({ tag }) => tag === 'participants')
  if (several.length) {
    return Promise.all(
      several.flatMap(({ attrs: { key }, content }) =>
        (Array.isArray(content) ? content : []).map(async user => ({
          ...base,
          wireIds: [key],
          participant: await people.person(user.attrs.jid),
          at: Number(user.attrs.t ?? base.at),
        })),
      ),
    )
  }
  const listed = children(node)
    .filter(({ tag }) => tag === 'list')
    .flatMap(children)
    .map(item => item.attrs.id)
  const who = attrs.participant || attrs.from
  return [
    {
      ...base,
      wireIds: [attrs.id, ...listed],
      participant: group && !ours ? await people.person(attrs.participant, attrs.participant_pn, attrs.participant_lid) : undefined,
      device: isPerson(who) ? deviceOf(who) : undefined,
    },
  ]
}

/**
 * @param {Node} node
 * @param {People} people
 * @param {import('./remembered.js').Remembered} offers  calls that ring: only the first stanza says whether it is with pictures
 */
export async function callOf(node, people, offers) {
  const [info] = children(node)
  if (!info) return undefined
  const status = getCallStatusFromNode(info)
  const callId = info.attrs['call-id']
  if (!callId || !CALLS.has(status)) return undefined
  const from = info.attrs.from || info.attrs['call-creator'] || node.attrs.from
  if (status === 'offer') {
    const group = info.attrs['group-jid']
    offers.set(callId, { video: children(info).some(({ tag }) => tag === 'video'), group, pn: info.attrs.caller_pn })
  }
  const offer = offers.get(callId) ?? { video: false }
  return {
    callId,
    from: await people.person(from, info.attrs.caller_pn ?? offer.pn),
    status,
    video: offer.video,
    group: offer.group,
    at: Number(node.attrs.t),
    offline: node.attrs.offline !== undefined,
  }
}

/** @param {Node} node @returns {Node[]} */
const children = ({ content }) => (Array.isArray(content) ? content : [])
