/// Frames over a stream: a length of 4 bytes, big-endian, and that many bytes of JSON.

export const LARGEST = 8 * 1024 * 1024

/** @typedef {{type: string, id?: string, re?: string, session?: string, epoch?: number, [field: string]: any}} Frame */

export class Channel {
  #stream
  /** @type {Buffer[]} */
  #parts = []
  #size = 0

  /**
   * @param {import('node:net').Socket} stream
   * @param {(frame: Frame) => void} onFrame
   * @param {(why: string) => void} onEnd  called once
   */
  constructor(stream, onFrame, onEnd) {
    this.#stream = stream
    let ended = false
    const end = (/** @type {string} */ why) => {
      if (ended) return
      ended = true
      stream.destroy()
      onEnd(why)
    }
    stream.on('data', bytes => {
      try {
        this.#take(bytes, frame => {
          if (!ended) onFrame(frame)
        })
      } catch (error) {
        end(/** @type {Error} */ (error).message)
      }
    })
    stream.on('error', error => end(error.message))
    stream.on('close', () => end('closed'))
    stream.on('end', () => end('end of file'))
  }

  /** @param {string} json  a whole object */
  write(json) {
    const body = Buffer.from(json, 'utf8')
    if (body.length > LARGEST) throw new Error(`a frame of ${body.length} bytes is too large`)
    const head = Buffer.allocUnsafe(4)
    head.writeUInt32BE(body.length)
    this.#stream.cork()
    this.#stream.write(head)
    this.#stream.write(body)
    process.nextTick(() => this.#stream.uncork())
  }

  /** Ends it after what was written before. */
  finish() {
    return new Promise(done => this.#stream.end(() => done(undefined)))
  }

  /** @param {Buffer} bytes @param {(frame: Frame) => void} onFrame */
  #take(bytes, onFrame) {
    this.#parts.push(bytes)
    this.#size += bytes.length
    while (this.#size >= 4) {
      if (this.#parts[0].length < 4) this.#join()
      const length = this.#parts[0].readUInt32BE(0)
      if (length > LARGEST) throw new Error(`a frame of ${length} bytes is too large`)
      if (this.#size < 4 + length) return
      if (this.#parts[0].length < 4 + length) this.#join()
      const body = this.#parts[0].subarray(4, 4 + length)
      const rest = this.#parts[0].subarray(4 + length)
      this.#size -= 4 + length
      if (rest.length) this.#parts[0] = rest
      else this.#parts.shift()
      onFrame(parsed(body))
    }
  }

  #join() {
    this.#parts = [Buffer.concat(this.#parts)]
  }
}

/**
 * @param {Buffer} body
 * @returns {Frame}
 */
function parsed(body) {
  const frame = JSON.parse(body.toString('utf8'))
  if (typeof frame?.type !== 'string') throw new Error('a frame without a type')
  return frame
}
