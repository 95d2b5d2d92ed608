/// A file on WhatsApp's servers: AES-256-CBC, followed by ten bytes of an HMAC-SHA256 over IV and ciphertext.
import { createDecipheriv, createHmac, timingSafeEqual } from 'node:crypto'
import { Readable, Transform } from 'node:stream'
import { DEF_MEDIA_HOST, DEFAULT_ORIGIN, getMediaKeys } from 'baileys'
import { Refusal } from '../hub.js'

const MAC = 10
/** Without a single byte for so long, a download is given up. */
const SILENCE = 30_000

/** WhatsApp's servers do not have the file. */
export class Gone extends Error {}

/**
 * The opened bytes. Ends with a Refusal when the seal is broken; throws Gone when there is no such file.
 *
 * @param {{url?: string | null, directPath?: string | null, mediaKey?: Uint8Array | null}} file
 * @param {any} kind  of media, which is part of the key
 * @param {{mediaHost?: string, anyHost: boolean}} where
 * @returns {Promise<Readable>}
 */
export async function sealedFile(file, kind, where) {
  const { cipherKey, iv, macKey } = await getMediaKeys(/** @type {Uint8Array} */ (file.mediaKey), kind)
  const abort = new AbortController()
  let timer = setTimeout(() => abort.abort(), SILENCE)
  const response = await fetch(addressOf(file, where), { headers: { origin: DEFAULT_ORIGIN }, redirect: 'error', signal: abort.signal }).catch(error => {
    clearTimeout(timer)
    throw new Refusal('failed', `the file cannot be downloaded: ${error.cause?.code ?? error.message}`)
  })
  if (!response.ok || !response.body) {
    clearTimeout(timer)
    if (response.status === 404 || response.status === 410) throw new Gone('gone')
    throw new Refusal('failed', `WhatsApp's file server answers ${response.status}`)
  }
  const body = Readable.fromWeb(/** @type {any} */ (response.body))
  const opening = opener({ cipherKey: /** @type {Buffer} */ (cipherKey), iv: Buffer.from(iv), macKey: /** @type {Buffer} */ (macKey) })
  body.on('data', () => {
    clearTimeout(timer)
    timer = setTimeout(() => abort.abort(), SILENCE)
  })
  body.on('error', error => opening.destroy(error))
  opening.on('close', () => {
    clearTimeout(timer)
    body.destroy()
  })
  return body.pipe(opening)
}

/** @param {{cipherKey: Buffer, iv: Buffer, macKey: Buffer}} keys */
function opener({ cipherKey, iv, macKey }) {
  const cipher = createDecipheriv('aes-256-cbc', cipherKey, iv)
  const mac = createHmac('sha256', macKey).update(iv)
  let rest = Buffer.alloc(0)
  return new Transform({
    transform(bytes, _, next) {
      const all = rest.length ? Buffer.concat([rest, bytes]) : bytes
      const ready = all.subarray(0, Math.max(0, all.length - MAC))
      rest = Buffer.from(all.subarray(ready.length))
      mac.update(ready)
      next(null, cipher.update(ready))
    },
    flush(next) {
      if (rest.length !== MAC || !timingSafeEqual(rest, mac.digest().subarray(0, MAC)))
        return next(new Refusal('media-damaged', 'the seal of the file is broken'))
      try {
        next(null, cipher.final())
      } catch {
        next(new Refusal('media-damaged', 'the file cannot be opened'))
      }
    },
  })
}

/**
 * Where a file is. The host in a message is chosen by whoever wrote it, so it is believed only when it is WhatsApp's.
 *
 * @param {{url?: string | null, directPath?: string | null}} file
 * @param {{mediaHost?: string, anyHost: boolean}} where
 */
function addressOf({ url, directPath }, { mediaHost, anyHost }) {
  const told = url && URL.canParse(url) ? new URL(url) : undefined
  const believed = told?.protocol === 'https:' && (anyHost || told.host === mediaHost || /(^|\.)whatsapp\.(net|com)$/.test(told.host))
  const host = believed ? told.host : (mediaHost ?? DEF_MEDIA_HOST)
  const path = directPath || (believed ? `${told.pathname}${told.search}` : '')
  if (!path.startsWith('/')) throw new Refusal('no-media', 'the message does not say where its file is')
  return `https://${host}${path}`
}
