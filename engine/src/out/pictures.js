/// Pictures of people and groups: WhatsApp says where one is, and it is fetched from there into the spool.
import { Readable } from 'node:stream'
import { Refusal } from '../hub.js'

/** What WhatsApp gives as a preview has some kilobytes. */
const LARGEST = 1024 * 1024
const PATIENCE = 20_000
const HOST = /(^|\.)(whatsapp\.net|whatsapp\.com|fbcdn\.net)$/

/** It is not there, or it is not for us. */
const NONE = new Set([401, 403, 404])

/**
 * Where the picture is; null when there is none, or none for us.
 *
 * @param {any} socket
 * @param {string} jid
 * @param {boolean} preview
 * @returns {Promise<string | null>}
 */
export async function pictureUrl(socket, jid, preview) {
  try {
    return (await socket.profilePictureUrl(jid, preview ? 'preview' : 'image')) ?? null
  } catch (error) {
    if (NONE.has(codeOf(error))) return null
    throw error
  }
}

/**
 * @param {import('../line/line.js').Line} line
 * @param {string} jid
 * @param {boolean} preview
 * @returns {Promise<Record<string, unknown>>}
 */
export async function fetchedPicture({ socket, spool, sandbox }, jid, preview) {
  const url = await pictureUrl(socket, jid, preview)
  if (!url) return { path: null }
  const { protocol, hostname } = new URL(url)
  if (protocol !== 'https:' || !(sandbox || HOST.test(hostname))) throw new Refusal('refused', 'the picture is at a place that is not WhatsApp’s')
  const answer = await fetch(url, { signal: AbortSignal.timeout(PATIENCE), redirect: 'error' })
  if (NONE.has(answer.status) || answer.status === 410) return { path: null }
  if (!answer.ok || !answer.body) throw new Refusal('failed', `the picture’s server answered ${answer.status}`)
  const written = await spool.write(Readable.fromWeb(/** @type {any} */ (answer.body)), { most: LARGEST })
  return { ...written, mimeType: answer.headers.get('content-type') ?? 'image/jpeg' }
}

/** @param {any} error */
const codeOf = error => Number(error?.data ?? error?.output?.statusCode)
