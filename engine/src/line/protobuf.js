/// WhatsApp's messages as protobuf JSON: bytes in base64, 64-bit integers as text, enums by name.
import { areJidsSameUser, normalizeMessageContent, proto } from 'baileys'

/** @typedef {import('baileys').proto.IMessage} Message */

/** What a hub has no use for, and what is nobody's business. */
const LEFT_OUT = ['senderKeyDistributionMessage', 'fastRatchetKeySenderKeyDistributionMessage']

/** @param {Message} message @returns {Record<string, any>} */
export function asJson(message) {
  // Through bytes, because it may have been put together from plain objects.
  const json = proto.Message.decode(proto.Message.encode(message).finish()).toJSON()
  for (const name of LEFT_OUT) delete json[name]
  delete json.protocolMessage?.appStateSyncKeyShare
  return json
}

/** @param {Record<string, any>} json @returns {import('baileys').proto.Message} */
export const fromJson = json => proto.Message.fromObject(json)

/** @param {Uint8Array} bytes */
export const decoded = bytes => proto.Message.decode(bytes)

/** The name of a value of an enum. @param {Record<string, any>} names @param {number | null | undefined} value */
export const nameOf = (names, value) => Object.keys(names).find(name => names[name] === value)

/** Nothing is in it that anybody wrote: only keys for the sender's other devices or for a group. @param {Record<string, any>} json */
export const isEmpty = json => Object.keys(json).every(name => name === 'messageContextInfo')

/**
 * Other people's messages call us "you" and themselves "me": puts the keys in them into our own perspective.
 *
 * @param {Message} message
 * @param {{remoteJid: string, fromMe: boolean, participant?: string}} key  of the message itself
 * @param {(string | undefined)[]} me  our own jids
 */
export function turned(message, key, me) {
  const content = normalizeMessageContent(message)
  const keys = [
    content?.reactionMessage?.key,
    content?.encReactionMessage?.targetMessageKey,
    content?.pollUpdateMessage?.pollCreationMessageKey,
    content?.protocolMessage?.key,
    content?.pinInChatMessage?.key,
    content?.keepInChatMessage?.key,
    content?.secretEncryptedMessage?.targetMessageKey,
  ]
  for (const one of keys) {
    if (!one) continue
    if (!key.fromMe) {
      const author = one.participant || one.remoteJid
      one.fromMe = one.fromMe ? false : me.some(jid => jid && areJidsSameUser(author ?? undefined, jid))
      one.participant = one.fromMe ? undefined : one.participant || key.participant
    }
    one.remoteJid = key.remoteJid
  }
}
