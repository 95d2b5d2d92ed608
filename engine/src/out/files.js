/// Files of messages that came in: downloaded, opened, checked, put into the spool. One that WhatsApp's servers have lost is asked of the phone.
import { normalizeMessageContent } from 'baileys'
import { Refusal } from '../hub.js'
import { asJson, fromJson } from '../line/protobuf.js'
import { jidOf } from '../line/people.js'
import { Gone, sealedFile } from './sealed.js'

const KINDS = /** @type {const} */ ({
  imageMessage: 'image',
  videoMessage: 'video',
  audioMessage: 'audio',
  documentMessage: 'document',
  stickerMessage: 'sticker',
  ptvMessage: 'video',
})
const PATIENCE = 20_000

/** @typedef {{socket: any, isOpen: boolean, sandbox: boolean, spool: import('../spool.js').Spool}} Where */

/**
 * @param {any} request  `media.fetch`
 * @param {Where} line
 */
export async function fetched(request, line) {
  const message = fromJson(request.message ?? {})
  const found = fileIn(message)
  if (!found?.file.mediaKey?.length) throw new Refusal('no-media', 'there is no file in it')
  const { kind, file } = found
  try {
    return described(await download(kind, file, request, line), file)
  } catch (error) {
    if (!isGone(error)) throw asRefusal(error)
  }
  if (!request.wireId || !line.isOpen) throw new Refusal('media-gone', 'WhatsApp does not have it any more')
  const again = await askedOfPhone(request, message, line.socket)
  const renewed = fileIn(again)
  try {
    if (!renewed) throw new Error('no file')
    return { ...described(await download(renewed.kind, renewed.file, request, line), renewed.file), message: asJson(again) }
  } catch (error) {
    throw isGone(error) ? new Refusal('media-gone', 'the phone does not have it any more') : asRefusal(error)
  }
}

/** @param {import('baileys').proto.IMessage} message @returns {{kind: 'image' | 'video' | 'audio' | 'document' | 'sticker', file: any} | undefined} */
function fileIn(message) {
  const content = normalizeMessageContent(message)
  for (const [name, kind] of Object.entries(KINDS)) {
    const file = content?.[/** @type {keyof typeof KINDS} */ (name)]
    if (file) return { kind, file }
  }
}

/**
 * @param {'image' | 'video' | 'audio' | 'document' | 'sticker'} kind
 * @param {any} file
 * @param {{maxBytes?: number}} request
 * @param {Where} line
 */
async function download(kind, file, { maxBytes }, { spool, socket, sandbox }) {
  if (maxBytes && Number(file.fileLength ?? 0) > maxBytes) throw new Refusal('media-too-large', `${file.fileLength} bytes are more than ${maxBytes}`)
  const stream = await sealedFile(file, kind, { mediaHost: socket?.getMediaHost(), anyHost: sandbox })
  return spool.write(stream, { most: maxBytes, sha256: file.fileSha256 })
}

/** @param {any} request @param {any} message @param {any} socket */
async function askedOfPhone({ wireId, chat, fromMe, sender }, message, socket) {
  const key = {
    id: wireId,
    remoteJid: chat?.jid ?? jidOf(chat),
    fromMe: Boolean(fromMe),
    participant: chat?.jid?.endsWith('@g.us') ? jidOf(sender) || undefined : undefined,
  }
  const late = new Promise((_, failed) => {
    setTimeout(() => failed(new Refusal('media-gone', 'the phone did not bring it in time')), PATIENCE).unref()
  })
  try {
    // The phone says under which path the file is now; on which host is asked of the server.
    await socket.refreshMediaConn()
    await Promise.race([socket.updateMediaMessage({ key, message }), late])
    return message
  } catch (error) {
    throw error instanceof Refusal ? error : new Refusal('media-gone', /** @type {Error} */ (error).message)
  }
}

/** @param {{path: string, size: number, sha256: string}} written @param {any} file */
const described = (written, file) => ({ ...written, mimeType: file.mimetype ?? 'application/octet-stream', filename: file.fileName || undefined })

/** @param {unknown} error */
const isGone = error => error instanceof Gone

/** @param {unknown} error */
const asRefusal = error => (error instanceof Refusal ? error : new Refusal('failed', /** @type {Error} */ (error).message))
