/// A hub for tests of the engine: it speaks its side of PROTOCOL.md, and keeps in memory what the real one keeps in PostgreSQL. What is
/// kept (`Shelf`) outlives the engine, and can be handed to the next one.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { Channel } from '../../src/channel.js'
import { until, web } from './sandbox.js'

const MAIN = new URL('../../src/main.js', import.meta.url).pathname
/** As the hub starts it: bounded, and with little room for garbage (see PROTOCOL.md). */
const FLAGS = (process.env.ENGINE_FLAGS ?? '--max-old-space-size=512 --max-semi-space-size=2').split(' ')

/** What is kept of one session. */
export class Shelf {
  epoch = 0
  /** @type {any} */
  creds = null
  /** @type {Map<string, any>} */
  rows = new Map()
  /** @type {Map<string, any>} */
  outbound = new Map()
  /** Everything said, by id: a repetition is one. @type {Map<string, any>} */
  said = new Map()
  /** @type {any[]} */
  history = []
  /** @type {{wireId: string, message: any}[]} */
  pendingHistory = []
  /** Events besides `inbound`, as they came. @type {any[]} */
  events = []
  /** @type {any[]} */
  states = []
  /** What changed in one transaction, for tests that look. @type {{type: string, rows: string[], creds: boolean, wireId?: string}[]} */
  commits = []

  /** @param {any} frame */
  keep({ type, rows = [], creds, outbound, said, seq, ...event }) {
    for (const { type: kind, id, value } of rows) value === null ? this.rows.delete(`${kind} ${id}`) : this.rows.set(`${kind} ${id}`, value)
    if (creds) this.creds = creds
    if (outbound) this.outbound.set(outbound.id, outbound.message)
    if (type === 'inbound') this.#inbound(said)
    else if (type === 'history') this.#historyPiece({ ...event, said })
    else if (seq !== undefined) this.events.push({ type, ...event })
    this.commits.push({
      type,
      rows: rows.map((/** @type {any} */ row) => `${row.type} ${row.id}`),
      creds: Boolean(creds),
      wireId: said?.wireId ?? outbound?.id,
    })
  }

  /** @param {any} said */
  #inbound(said) {
    const before = this.said.get(said.wireId)
    if (before && !before.undecryptable) this.said.set(said.wireId, { ...before, times: before.times + 1 })
    else this.said.set(said.wireId, { ...said, times: 1 })
    if (said.message?.protocolMessage?.type === 'HISTORY_SYNC_NOTIFICATION') this.pendingHistory.push({ wireId: said.wireId, message: said.message })
  }

  /** @param {any} piece */
  #historyPiece(piece) {
    this.history.push(piece)
    if (piece.last) this.pendingHistory = this.pendingHistory.filter(one => one.wireId !== piece.of)
  }
}

export class StandIn {
  /** @type {Set<StandIn>} */
  static all = new Set()
  /** @type {Map<string, any>} */
  #asked = new Map()
  #last = 0
  /** @type {Channel | undefined} */
  #channel
  /** @type {any[]} */
  heartbeats = []
  logs = ''
  /** What is done with an event or a `keys.set`: the answer of the hub, `nack`, `refuse`, or `nothing`. @type {(frame: any) => 'keep' | 'nack' | 'nothing' | 'refuse' | Promise<any>} */
  judge = () => 'keep'

  /** @param {{shelves?: Map<string, Shelf>, env?: Record<string, string>, token?: string}} [options] */
  static async started({ shelves = new Map(), env = {}, token } = {}) {
    const hub = new StandIn(shelves)
    StandIn.all.add(hub)
    const right = randomBytes(32).toString('hex')
    const listening = path.join(hub.folder, 'hub.sock')
    hub.server = createServer(stream => hub.#connected(stream, right)).listen(listening)
    await new Promise(done => hub.server?.once('listening', () => done(undefined)))
    hub.engine = spawn(process.execPath, [...FLAGS, MAIN], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        PALOMAR_ENGINE_SOCKET: listening,
        PALOMAR_ENGINE_TOKEN: token ?? right,
        PALOMAR_ENGINE_SPOOL: hub.folder,
        PALOMAR_ENGINE_SANDBOX: 'true',
        PALOMAR_ENGINE_URL: web.url,
        PALOMAR_ENGINE_ROOT_KEY: web.rootPublicKey,
        PALOMAR_ENGINE_LOG: process.env.LOG ?? 'info',
        ...env,
      },
    })
    hub.engine.stderr?.on('data', bytes => {
      hub.logs += bytes
      if (process.env.LOG) process.stderr.write(bytes)
    })
    hub.engine.stdout?.on('data', bytes => {
      hub.printed += bytes
    })
    hub.exited = new Promise(done =>
      hub.engine?.once('exit', (code, signal) => {
        hub.gone = true
        done({ code, signal })
      }),
    )
    if (token === undefined)
      await until(
        () => hub.hello,
        () => `the engine does not say hello: ${hub.logs}`,
      )
    return hub
  }

  /** @type {any} */ hello
  gone = false
  /** Nobody is at the other end any more. */
  deaf = false
  printed = ''
  /** @type {import('node:child_process').ChildProcess | undefined} */ engine
  /** @type {import('node:net').Server | undefined} */ server
  /** @type {Promise<{code: number | null, signal: string | null}>} */ exited = Promise.resolve({ code: null, signal: null })

  /** @param {Map<string, Shelf>} shelves */
  constructor(shelves) {
    this.shelves = shelves
    this.folder = mkdtempSync(path.join(os.tmpdir(), 'palomar-engine-test-'))
  }

  /** @param {string} name */
  shelf(name) {
    const shelf = this.shelves.get(name) ?? new Shelf()
    this.shelves.set(name, shelf)
    return shelf
  }

  /** @param {string} type @param {string} [session] @param {object} [fields] @returns {Promise<any>} */
  ask(type, session, fields = {}) {
    const id = `h${++this.#last}`
    if (this.deaf) return Promise.reject(new Error('the engine is gone'))
    return new Promise((done, failed) => {
      this.#asked.set(id, { done, failed })
      const frame = { v: 1, type, id, session, epoch: session && this.shelf(session).epoch, ...fields }
      this.#channel?.write(JSON.stringify(frame))
    })
  }

  /** @param {string} name @param {object} [wishes] */
  open(name, wishes = {}) {
    const shelf = this.shelf(name)
    shelf.epoch++
    return this.ask('open', name, { creds: shelf.creds, pendingHistory: shelf.pendingHistory, ...wishes })
  }

  /** As a crash: nobody gets to say a word. */
  async kill() {
    this.engine?.kill('SIGKILL')
    await this.exited
  }

  async stop() {
    this.server?.close()
    this.#channel = undefined
    if (!this.gone) await this.kill()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** @param {import('node:net').Socket} stream @param {string} token */
  #connected(stream, token) {
    this.stream = stream
    const channel = new Channel(
      stream,
      frame => {
        if (frame.type === 'hello') {
          if (frame.token !== token || this.hello) return stream.destroy()
          this.hello = frame
          return channel.write(JSON.stringify({ v: 1, type: 'welcome' }))
        }
        if (!this.hello) return stream.destroy()
        this.#heard(frame)
      },
      () => {
        this.deaf = true
        for (const { failed } of this.#asked.values()) failed(new Error('the engine is gone'))
      },
    )
    this.#channel = channel
  }

  /** @param {any} frame */
  #heard(frame) {
    if (frame.type === 'heartbeat') return this.heartbeats.push(frame)
    if (frame.re !== undefined) return this.#answered(frame)
    const shelf = this.shelf(frame.session)
    if (frame.type === 'state') return this.#stateCame(frame, shelf)
    if (frame.seq === undefined && frame.id === undefined) return shelf.events.push(frame)
    Promise.resolve(this.judge(frame)).then(verdict => this.#verdict(frame, shelf, verdict))
  }

  /** A line that got lost (408) is opened again, as hubs do; on a machine that stood still for a while, that happens. @param {any} frame @param {Shelf} shelf */
  #stateCame(frame, shelf) {
    shelf.states.push(frame)
    if (frame.state !== 'closed' || frame.code !== 408 || !shelf.creds?.account || frame.epoch !== shelf.epoch) return
    this.open(frame.session).catch(() => {})
  }

  /** @param {any} frame @param {Shelf} shelf @param {string} verdict */
  #verdict(frame, shelf, verdict) {
    if (verdict === 'nothing') return
    const stale = frame.epoch < shelf.epoch
    if (frame.seq !== undefined) {
      if (verdict === 'nack' || stale)
        return this.#say({
          type: 'nack',
          session: frame.session,
          epoch: frame.epoch,
          seq: [frame.seq],
          ...(stale ? { code: 'stale-epoch', reason: 'stale epoch' } : { reason: 'disk full' }),
        })
      shelf.keep(frame)
      return this.#say({ type: 'ack', session: frame.session, epoch: frame.epoch, seq: [frame.seq] })
    }
    if (verdict === 'refuse') return this.#answer(frame, { ok: false, error: { code: 'failed', text: 'disk full' } })
    if (frame.type === 'keys.set') {
      if (stale) return this.#answer(frame, { ok: false, error: { code: 'stale-epoch' } })
      shelf.keep(frame)
      return this.#answer(frame, {})
    }
    this.#answer(frame, this.#looked(frame, shelf))
  }

  /** @param {any} frame @param {Shelf} shelf */
  #looked(frame, shelf) {
    if (frame.type === 'keys.get') {
      return {
        rows: frame.want.flatMap((/** @type {any} */ { type, ids }) =>
          ids
            .filter((/** @type {string} */ id) => shelf.rows.has(`${type} ${id}`))
            .map((/** @type {string} */ id) => ({ type, id, value: shelf.rows.get(`${type} ${id}`) })),
        ),
      }
    }
    if (frame.type === 'message.get') return { message: shelf.outbound.get(frame.wireId) ?? shelf.said.get(frame.wireId)?.message ?? null }
    if (frame.type === 'message.known') return { known: Boolean(shelf.said.get(frame.wireId)?.message) }
    throw new Error(`unknown: ${frame.type}`)
  }

  /** @param {any} frame */
  #answered(frame) {
    const asked = this.#asked.get(frame.re)
    this.#asked.delete(frame.re)
    if (frame.ok) asked?.done(frame)
    else asked?.failed(Object.assign(new Error(`${frame.error.code}: ${frame.error.text}`), { code: frame.error.code }))
  }

  /** @param {any} frame @param {object} fields */
  #answer(frame, fields) {
    this.#say({ type: 'answer', re: frame.id, ok: true, ...fields })
  }

  /** @param {object} frame */
  #say(frame) {
    this.#channel?.write(JSON.stringify({ v: 1, ...frame }))
  }
}

/** For `after(…)`. */
export const stopAll = () => Promise.all([...StandIn.all].map(hub => hub.stop()))
