/// Votes, reactions and comments that are sealed with the secret of the message that they are about. Who sealed it took either the
/// telephone numbers or the LIDs of both people into the key, so all pairs are tried: the seal tells which is right.
import { createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { normalizeMessageContent, proto } from 'baileys'
import { asJson, fromJson } from './protobuf.js'
import { named } from './people.js'

/** @typedef {import('./people.js').Person} Person */
/** @typedef {{encPayload?: Uint8Array | null, encIv?: Uint8Array | null}} Sealed */
/** @typedef {(key: {wireId: string, chat: string, fromMe: boolean}) => Promise<Record<string, any> | null>} Asking  for a message as JSON */

const TAG = 16

/**
 * What a vote, a sealed reaction or a sealed comment says, as fields of `said`; empty for everything else.
 *
 * @param {import('baileys').proto.IMessage} message
 * @param {{chat: string, sender: Person, me: Person, ask: Asking}} about
 * @returns {Promise<Record<string, unknown>>}
 */
export async function opened(message, about) {
  const content = normalizeMessageContent(message)
  const vote = content?.pollUpdateMessage
  if (vote?.pollCreationMessageKey && vote.vote) return { vote: await openedVote(vote, vote.pollCreationMessageKey, about) }
  const reaction = content?.encReactionMessage
  if (reaction?.targetMessageKey) {
    const { bytes } = await unsealed(reaction, reaction.targetMessageKey, 'Enc Reaction', about)
    return bytes ? { reopened: asJson({ reactionMessage: { ...proto.Message.ReactionMessage.decode(bytes), key: reaction.targetMessageKey } }) } : {}
  }
  const comment = content?.encCommentMessage
  if (comment?.targetMessageKey) {
    const { bytes } = await unsealed(comment, comment.targetMessageKey, 'Enc Comment', about)
    return bytes ? { reopened: asJson(proto.Message.decode(bytes)) } : {}
  }
  return {}
}

/**
 * @param {import('baileys').proto.Message.IPollUpdateMessage} update
 * @param {import('baileys').proto.IMessageKey} key
 * @param {{chat: string, sender: Person, me: Person, ask: Asking}} about
 */
async function openedVote(update, key, about) {
  const { bytes, of, why } = await unsealed(/** @type {Sealed} */ (update.vote), key, 'Poll Vote', about)
  const poll = { poll: key.id, chat: about.chat }
  if (!bytes) return { ...poll, unreadable: why }
  const hashes = proto.Message.PollVoteMessage.decode(bytes).selectedOptions.map(hash => Buffer.from(hash).toString('base64'))
  const names = new Map(optionsOf(of).map(name => [createHash('sha256').update(name).digest('base64'), name]))
  return { ...poll, hashes, options: hashes.flatMap(hash => names.get(hash) ?? []), at: Math.floor(Number(update.senderTimestampMs ?? 0) / 1000) || undefined }
}

/**
 * @param {Sealed} sealed
 * @param {import('baileys').proto.IMessageKey} key  of the message whose secret it is
 * @param {string} label
 * @param {{chat: string, sender: Person, me: Person, ask: Asking}} about
 * @returns {Promise<{bytes?: Uint8Array, of?: any, why?: 'no-secret' | 'no-match'}>}
 */
async function unsealed({ encPayload, encIv }, key, label, { chat, sender, me, ask }) {
  const wireId = key.id ?? ''
  const json = await ask({ wireId, chat, fromMe: Boolean(key.fromMe) })
  const of = json && fromJson(json)
  const secret = of?.messageContextInfo?.messageSecret
  if (!secret || !encPayload || !encIv) return { why: 'no-secret' }
  const author = key.fromMe ? me : named(key.participant, key.participant ? undefined : chat)
  const authors = key.fromMe || key.participant ? author : sender
  for (const from of jids(authors, author)) {
    for (const by of jids(sender)) {
      const info = Buffer.from(`${wireId}${from}${by}${label}`)
      const sealing = Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(32), info, 32))
      const bytes = decrypted(encPayload, encIv, sealing, label === 'Poll Vote' ? `${wireId}\0${by}` : '')
      if (bytes) return { bytes, of }
    }
  }
  return { why: 'no-match' }
}

/** @param {Uint8Array} payload @param {Uint8Array} iv @param {Buffer} key @param {string} more */
function decrypted(payload, iv, key, more) {
  try {
    const cipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(more))
    cipher.setAuthTag(payload.subarray(-TAG))
    return Buffer.concat([cipher.update(payload.subarray(0, -TAG)), cipher.final()])
  } catch {
    return undefined
  }
}

/** @param {...Person} people */
const jids = (...people) => [...new Set(people.flatMap(({ pn, lid }) => [pn, lid]).filter(jid => jid !== undefined))]

/** @param {import('baileys').proto.IMessage | undefined} poll @returns {string[]} */
function optionsOf(poll) {
  const content = normalizeMessageContent(poll)
  const creation = content?.pollCreationMessage ?? content?.pollCreationMessageV2 ?? content?.pollCreationMessageV3 ?? content?.pollCreationMessageV5
  return (creation?.options ?? []).flatMap(option => option.optionName ?? [])
}
