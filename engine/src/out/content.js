/// From the words of `send` (PROTOCOL.md) to WhatsApp's `Message`.
import { generateWAMessageContent, generateWAMessageFromContent, getContentType, normalizeMessageContent, prepareWAMessageMedia, proto } from 'baileys'
import { Refusal } from '../hub.js'
import { fromJson } from '../line/protobuf.js'
import { jidOf } from '../line/people.js'

/**
 * @typedef {import('../line/people.js').Address} Address
 * @typedef {{wireId: string, chat?: Address, fromMe?: boolean, sender?: Address, message?: Record<string, any>}} Key
 * @typedef {object} Surroundings
 * @property {string} jid            where it goes
 * @property {string} wireId
 * @property {any} logger            for Baileys
 * @property {any} upload            puts a sealed file on WhatsApp's servers
 * @property {import('../spool.js').Spool} spool
 * @property {import('../line/people.js').Person} me
 * @property {import('../line/secrets.js').Asking} ask
 */

const VOICE = 'audio/ogg; codecs=opus'
const WITH_CAPTION = /** @type {const} */ (['imageMessage', 'videoMessage', 'documentMessage'])

/**
 * The message, and what beside it has to stand in its stanza.
 *
 * @param {any} request
 * @param {Surroundings} around
 */
export async function composed(request, around) {
  if (request.prepared) return stanzaOf(fromJson(request.prepared))
  const { jid, wireId, me, logger, upload } = around
  const options = /** @type {any} */ ({
    logger,
    upload,
    jid,
    messageId: wireId,
    userJid: me.lid && jid.endsWith('lid') ? me.lid : me.pn,
    ephemeralExpiration: request.ephemeralSeconds ?? undefined,
  })
  const message = await messageOf(request, around, options)
  const quoted = request.quote && (await quotedOf(request.quote, around))
  const whole = generateWAMessageFromContent(jid, message, { ...options, quoted })
  return stanzaOf(/** @type {proto.IMessage} */ (whole.message))
}

/** @param {any} request @param {Surroundings} around @param {any} options  of Baileys */
async function messageOf({ content, mentions, forwarded }, around, options) {
  const recaptioned = content?.kind === 'edit' && (await captionOf(content, around))
  if (recaptioned) return recaptioned
  const plain = await contentOf(content, around)
  if (content.kind === 'video' && content.note) return prepareWAMessageMedia(/** @type {any} */ ({ ...plain, ptv: true }), options)
  if (mentions?.length) plain.mentions = mentions.map(jidOf)
  // Baileys would put it where a poll keeps its secret.
  if (forwarded && content.kind !== 'poll') plain.contextInfo = { isForwarded: true, forwardingScore: 1 }
  return generateWAMessageContent(/** @type {any} */ (plain), options)
}

/**
 * What `relayMessage` wants to know of a message besides itself.
 *
 * @param {proto.IMessage} message
 */
function stanzaOf(message) {
  const content = normalizeMessageContent(message)
  const { Type } = proto.Message.ProtocolMessage
  /** @type {Record<string, string>} */
  const additionalAttributes = {}
  if (content?.protocolMessage?.type === Type.REVOKE) additionalAttributes.edit = content.protocolMessage.key?.fromMe ? '7' : '8'
  if (content?.protocolMessage?.type === Type.MESSAGE_EDIT) additionalAttributes.edit = '1'
  const poll = content?.pollCreationMessage ?? content?.pollCreationMessageV2 ?? content?.pollCreationMessageV3
  const additionalNodes = poll ? [{ tag: 'meta', attrs: { polltype: 'creation' } }] : []
  return { message, additionalAttributes, additionalNodes }
}

/**
 * @param {any} content
 * @param {Surroundings} around
 * @returns {Promise<Record<string, unknown>>}
 */
async function contentOf(content, around) {
  switch (content?.kind) {
    case 'text':
      return { text: need(content, 'text'), linkPreview: content.preview ? previewOf(content.preview) : null }
    case 'image':
      return { ...looks(content), image: await urlOf(content, around) }
    case 'video':
      return { ...looks(content), video: await urlOf(content, around), gifPlayback: content.gif || undefined }
    case 'audio':
    case 'voice':
      return {
        audio: await urlOf(content, around),
        // Without the codec some phones do not play it as a voice message.
        mimetype: content.kind === 'voice' ? VOICE : content.file.mimeType,
        ptt: content.kind === 'voice' || undefined,
        seconds: content.seconds,
        ...(content.kind === 'voice' ? { waveform: Buffer.from(content.waveform ?? '', 'base64') } : {}),
      }
    case 'document':
      return {
        document: await urlOf(content, around),
        mimetype: content.file.mimeType,
        fileName: content.filename ?? 'file',
        caption: content.caption,
        ...thumbnail(content),
      }
    case 'sticker':
      return { sticker: await urlOf(content, around), mimetype: content.file.mimeType ?? 'image/webp' }
    case 'location':
      return {
        location: {
          degreesLatitude: number(content, 'latitude'),
          degreesLongitude: number(content, 'longitude'),
          name: content.name,
          address: content.address,
          url: content.url,
        },
      }
    case 'contacts':
      return {
        contacts: {
          displayName: nameOfAll(content.cards),
          contacts: content.cards.map((/** @type {any} */ card) => ({ displayName: card.name, vcard: card.vcard })),
        },
      }
    case 'reaction':
      return { react: { text: content.emoji ?? '', key: keyOf(content.of, around) } }
    case 'edit':
      return { edit: keyOf(content.of, around), text: need(content, 'text'), linkPreview: null }
    case 'revoke':
      return { delete: keyOf(content.of, around) }
    case 'poll':
      return {
        poll: {
          name: need(content, 'question'),
          values: need(content, 'options'),
          selectableCount: content.choices ?? 1,
          ...(content.secret ? { messageSecret: Buffer.from(content.secret, 'base64') } : {}),
        },
      }
    default:
      throw new Refusal('bad-content', `content.kind: ${content?.kind} is not known`)
  }
}

/** @param {any} content */
function looks(content) {
  const { mimeType, width, height } = content.file ?? {}
  return { mimetype: mimeType, caption: content.caption, viewOnce: content.viewOnce || undefined, width, height, ...thumbnail(content) }
}

/** Baileys would look for a program that makes one. @param {any} content */
const thumbnail = content => ({ jpegThumbnail: content.file?.thumbnail ? Buffer.from(content.file.thumbnail, 'base64') : '' })

/** @param {any} content @param {Surroundings} around */
const urlOf = async (content, { spool }) => ({ url: await spool.given(content.file) })

/**
 * An edit of a file: the file as it was, with a new caption. Nothing when it is no file.
 *
 * @param {any} content
 * @param {Surroundings} around
 * @returns {Promise<proto.IMessage | undefined>}
 */
async function captionOf(content, around) {
  const key = keyOf(content.of, around)
  const old = await around.ask({ wireId: key.id, chat: key.remoteJid, fromMe: key.fromMe })
  const before = old && normalizeMessageContent(fromJson(old))
  const file = WITH_CAPTION.find(name => before?.[name])
  if (!before || !file) return undefined
  const editedMessage = { [file]: { ...before[file], caption: need(content, 'text') } }
  return { protocolMessage: { key, editedMessage, timestampMs: Date.now(), type: proto.Message.ProtocolMessage.Type.MESSAGE_EDIT } }
}

/** @param {Key} of @param {Surroundings} around */
function keyOf(of, { jid }) {
  if (!of?.wireId) throw new Refusal('bad-content', 'content.of.wireId is missing')
  const group = jid.endsWith('@g.us')
  const participant = group && !of.fromMe ? jidOf(of.sender) || undefined : undefined
  return { id: of.wireId, remoteJid: jid, fromMe: Boolean(of.fromMe), participant }
}

/** @param {Key} quote @param {Surroundings} around */
async function quotedOf(quote, around) {
  const { jid, me, ask } = around
  const json = quote.message ?? (await ask({ wireId: quote.wireId, chat: jid, fromMe: Boolean(quote.fromMe) })) ?? {}
  const message = fromJson(json)
  const participant = jidOf(quote.fromMe ? me : quote.sender) || undefined
  return {
    key: { id: quote.wireId, remoteJid: jid, fromMe: Boolean(quote.fromMe), participant },
    participant,
    // What is quoted is not known here any more: then by its id alone.
    message: getContentType(normalizeMessageContent(message)) ? message : fromJson({ conversation: '' }),
  }
}

/** @param {{url: string, title?: string, description?: string}} preview */
const previewOf = ({ url, title, description }) => ({ 'canonical-url': url, 'matched-text': url, title: title ?? url, description })

/** @param {any} content @param {string} field */
function need(content, field) {
  if (content[field] === undefined || content[field] === null || content[field] === '') throw new Refusal('bad-content', `content.${field} is missing`)
  return content[field]
}

/** @param {any} content @param {string} field */
function number(content, field) {
  if (!Number.isFinite(content[field])) throw new Refusal('bad-content', `content.${field} has to be a number`)
  return content[field]
}

/** @param {{name: string}[] | undefined} cards */
function nameOfAll(cards) {
  if (!cards?.length) throw new Refusal('bad-content', 'content.cards is empty')
  return cards.length === 1 ? cards[0].name : `${cards[0].name} +${cards.length - 1}`
}
