/// What somebody said, as the hub hears it (PROTOCOL.md, "inbound").
import { WAMessageStubType } from 'baileys'
import { asJson, nameOf, turned } from './protobuf.js'
import { opened } from './secrets.js'
import { deviceOf, isPerson, kindOf, named } from './people.js'

/** @typedef {import('./people.js').People} People */
/** @typedef {{chat: import('./people.js').Chat, sender: import('./people.js').Person, fromMe: boolean}} Facts */

/**
 * The facts of a `<message>` stanza, without what is in it.
 *
 * @param {Record<string, string>} attrs
 * @param {People} people
 */
export async function factsOf(attrs, people) {
  const { from, participant, recipient } = attrs
  const author = participant || from
  const fromMe = people.isMe(author)
  const me = people.me()
  const own = fromMe && isPerson(from) && recipient
  const chat = own
    ? await people.chat(recipient, attrs.peer_recipient_pn, attrs.peer_recipient_lid, attrs.recipient_pn, attrs.recipient_lid)
    : isPerson(from)
      ? await people.chat(from, attrs.sender_pn, attrs.sender_lid)
      : await people.chat(from)
  const sender = fromMe
    ? { pn: me.pn, lid: me.lid }
    : await people.person(author, attrs.participant_pn, attrs.participant_lid, attrs.sender_pn, attrs.sender_lid)
  return {
    wireId: attrs.id,
    chat,
    sender: { ...sender, device: deviceOf(author) },
    fromMe,
    pushName: attrs.notify,
    timestamp: Number(attrs.t),
    offline: attrs.offline !== undefined,
    category: attrs.category,
    broadcastList: kindOf(from) === 'broadcast' ? from : undefined,
  }
}

/**
 * Facts and content together.
 *
 * @template {Facts} F
 * @param {F} facts
 * @param {import('baileys').proto.IMessage} message  is put into our own perspective
 * @param {{people: People, ask: import('./secrets.js').Asking, more?: Record<string, unknown>}} about
 */
export async function saidOf(facts, message, { people, ask, more = {} }) {
  const me = people.me()
  const key = { remoteJid: facts.chat.jid, fromMe: facts.fromMe, participant: facts.chat.kind === 'group' ? (facts.sender.lid ?? facts.sender.pn) : undefined }
  turned(message, key, [me.pn, me.lid])
  return {
    ...facts,
    ...more,
    ...expiry(message),
    message: asJson(message),
    ...(await opened(message, { chat: facts.chat.jid, sender: facts.sender, me, ask })),
  }
}

/**
 * A message that Baileys tells whole: history, what the server says in a chat, what a phone brought again.
 *
 * @param {import('baileys').WAMessage} info
 * @param {{people: People, ask?: import('./secrets.js').Asking}} about
 */
export async function saidIn(info, { people, ask }) {
  const { key } = info
  const jid = key.remoteJid ?? ''
  const participant = key.participant || info.participant
  const group = kindOf(jid) !== 'person'
  const me = people.me()
  const fromMe = Boolean(key.fromMe) || people.isMe(participant)
  const chat = await people.chat(jid, key.remoteJidAlt)
  const author = group ? await people.person(participant, key.participantAlt) : named(chat.pn, chat.lid)
  const facts = {
    wireId: key.id ?? '',
    chat,
    sender: fromMe ? { pn: me.pn, lid: me.lid } : author,
    fromMe,
    pushName: info.pushName || undefined,
    verifiedName: info.verifiedBizName || undefined,
    timestamp: Number(info.messageTimestamp ?? 0),
    offline: false,
    category: /** @type {any} */ (info).category,
    broadcastList: undefined,
    stub: info.messageStubType ? { type: nameOf(WAMessageStubType, info.messageStubType), parameters: info.messageStubParameters ?? [] } : undefined,
  }
  return info.message ? saidOf(facts, info.message, { people, ask: ask ?? (async () => null) }) : facts
}

/** @param {import('baileys').proto.IMessage} message */
function expiry(message) {
  const inner = message.ephemeralMessage?.message ?? message
  const once = message.viewOnceMessage ?? message.viewOnceMessageV2 ?? message.viewOnceMessageV2Extension
  for (const one of Object.values(inner)) {
    const seconds = /** @type {any} */ (one)?.contextInfo?.expiration
    if (seconds) return { ephemeralSeconds: Number(seconds), viewOnce: once ? true : undefined }
  }
  return once ? { viewOnce: true } : {}
}
