/// Signs of life of one line: when the last frame came and went. And the brake: a line that brings more than the hub takes is not
/// read from for a while.

export class Signs {
  /** @type {number | null} */
  lastIn = null
  /** @type {number | null} */
  lastOut = null
  #paused = false
  #socket

  /** @param {any} ws  Baileys' client, with the WebSocket as `socket` */
  constructor(ws) {
    const { socket } = ws
    this.#socket = socket
    ws.on('message', () => {
      this.lastIn = Date.now()
    })
    const { send } = socket
    socket.send = (/** @type {any[]} */ ...frame) => {
      this.lastOut = Date.now()
      return send.apply(socket, frame)
    }
    // Baileys waits for the other side to agree to closing; over a line that is dead nobody does.
    const { close } = socket
    socket.close = (/** @type {any[]} */ ...why) => {
      close.apply(socket, why)
      setTimeout(() => socket.terminate(), 1_000).unref()
    }
  }

  /** @param {boolean} tooMuch */
  brake(tooMuch) {
    if (tooMuch === this.#paused || this.#socket.readyState !== 1) return
    this.#paused = tooMuch
    if (tooMuch) this.#socket.pause()
    else this.#socket.resume()
  }
}
