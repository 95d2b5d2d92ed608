/// Files come and go through one private folder that the hub and the engine share.
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refusal } from './hub.js'

/** What WhatsApp takes: documents of 2 GB. */
const LARGEST = 2 * 1024 ** 3

export class Spool {
  #folder
  #last = 0

  /** @param {string} folder */
  constructor(folder) {
    this.#folder = folder
  }

  /**
   * The path of a file that the hub put there. Throws a Refusal when it is not there, or lies elsewhere.
   *
   * @param {{path?: string, sha256?: string}} file
   * @returns {Promise<string>}
   */
  async given(file) {
    if (typeof file?.path !== 'string') throw new Refusal('bad-content', 'content.file.path is missing')
    const [folder, real] = await Promise.all([realpath(this.#folder), realpath(file.path)]).catch(() => {
      throw new Refusal('bad-file', 'the file is not there')
    })
    if (!real.startsWith(folder + path.sep)) throw new Refusal('bad-file', 'the file is not in the spool')
    const { size } = await stat(real)
    if (size === 0) throw new Refusal('bad-file', 'the file is empty')
    if (size > LARGEST) throw new Refusal('file-too-large', `${size} bytes are more than WhatsApp takes`)
    if (file.sha256 && (await sha256Of(real)) !== file.sha256) throw new Refusal('bad-file', 'the file is not what its SHA-256 says')
    return real
  }

  /**
   * Writes a stream into a new file. Throws a Refusal when it is longer than allowed, or not what it is said to be.
   *
   * @param {NodeJS.ReadableStream} stream
   * @param {{most?: number, sha256?: Uint8Array | null}} expected
   * @returns {Promise<{path: string, size: number, sha256: string}>}
   */
  async write(stream, { most = LARGEST, sha256 }) {
    const file = path.join(this.#folder, `in-${process.pid}-${Date.now().toString(36)}-${++this.#last}`)
    const part = `${file}.part`
    const hash = createHash('sha256')
    let size = 0
    const counted = new Transform({
      transform(bytes, _, next) {
        size += bytes.length
        if (size > most) return next(new Refusal('media-too-large', `more than ${most} bytes`))
        hash.update(bytes)
        next(null, bytes)
      },
    })
    try {
      await pipeline(stream, counted, createWriteStream(part, { mode: 0o600 }))
      const digest = hash.digest()
      if (sha256?.length && !digest.equals(sha256)) throw new Refusal('media-damaged', 'the file is not what its SHA-256 says')
      await rename(part, file)
      return { path: file, size, sha256: digest.toString('hex') }
    } catch (error) {
      await rm(part, { force: true })
      throw error
    }
  }
}

/** @param {string} file */
async function sha256Of(file) {
  const hash = createHash('sha256')
  for await (const bytes of createReadStream(file)) hash.update(bytes)
  return hash.digest('hex')
}
