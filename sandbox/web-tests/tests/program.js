import { readFileSync } from 'node:fs'
import { BufferJSON, DisconnectReason, Browsers, initAuthCreds, makeWASocket, proto, WA_CERT_DETAILS } from 'baileys'
import { until, web } from './sandbox.js'

const root = Buffer.from(web.rootPublicKey, 'hex')

const silent = { level: 'silent', child: () => silent }
for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal']) silent[level] = () => {}

/// Baileys' own words, for whoever looks for the cause of a failure: LOG=debug node --test …
const loud = { level: process.env.LOG, child: () => loud }
for (const level of ['trace', 'debug', 'info', 'warn', 'error', 'fatal']) {
  loud[level] = (...said) => { if (process.env.LOG === 'debug' || ['warn', 'error', 'fatal'].includes(level)) process.stderr.write(`${level} ${said.map(one => one?.err?.stack ?? one?.error?.stack ?? JSON.stringify(one, BufferJSON.replacer)).join(' ')}\n`) }
}

/// A program that is, or wants to be, linked to a phone: Baileys as it comes from npm, with all its keys in memory.
export class Program {
  static all = new Set()

  constructor(options = {}) {
    this.options = options
    this.stored = new Map()
    this.creds = initAuthCreds()
    this.seen = { messages: [], updates: [], reactions: [], calls: [], presences: [], history: [], closed: [], receipts: [], groups: [], members: [], contacts: [], acks: [], stanzas: [], qrs: [] }
    this.open = false
    Program.all.add(this)
  }

  /// Links a new program to this person's phone, by QR code, and waits until it is logged in and settled.
  static async linkedTo(person, options = {}) {
    const program = new Program(options)
    program.connect()
    await person.does('scan', { qr: await program.qr() })
    return program.settled()
  }

  keys() {
    const read = text => JSON.parse(text, BufferJSON.reviver)
    const as = (type, value) => (type === 'app-state-sync-key' ? proto.Message.AppStateSyncKeyData.fromObject(value) : value)
    return {
      get: async (type, ids) => Object.fromEntries(ids.filter(id => this.stored.has(`${type} ${id}`)).map(id => [id, as(type, read(this.stored.get(`${type} ${id}`)))])),
      set: async data => {
        for (const [type, entries] of Object.entries(data)) {
          for (const [id, value] of Object.entries(entries)) {
            if (value === null || value === undefined) this.stored.delete(`${type} ${id}`)
            else this.stored.set(`${type} ${id}`, JSON.stringify(value, BufferJSON.replacer))
          }
        }
      },
    }
  }

  connect() {
    WA_CERT_DETAILS.PUBLIC_KEY = this.options.root ?? root
    const socket = makeWASocket({
      auth: { creds: this.creds, keys: this.keys() }, waWebSocketUrl: web.url, logger: process.env.LOG ? loud : silent,
      browser: Browsers.ubuntu('Palomar'), retryRequestDelayMs: 10, ...this.options.socket,
      getMessage: async key => this.seen.messages.find(one => one.key.id === key.id)?.message })
    this.socket = socket
    const { ev, ws } = socket
    ev.on('creds.update', update => Object.assign(this.creds, update))
    ev.on('connection.update', update => this.changed(socket, update))
    ev.on('messages.upsert', ({ messages, type }) => this.seen.messages.push(...messages.map(one => ({ ...one, upsert: type }))))
    ev.on('messages.update', updates => this.seen.updates.push(...updates))
    ev.on('messages.reaction', reactions => this.seen.reactions.push(...reactions))
    ev.on('message-receipt.update', receipts => this.seen.receipts.push(...receipts))
    ev.on('call', calls => this.seen.calls.push(...calls))
    ev.on('presence.update', presence => this.seen.presences.push(presence))
    ev.on('messaging-history.set', history => this.seen.history.push(history))
    ev.on('contacts.upsert', contacts => this.seen.contacts.push(...contacts))
    ev.on('contacts.update', contacts => this.seen.contacts.push(...contacts))
    ev.on('groups.upsert', groups => this.seen.groups.push(...groups))
    ev.on('groups.update', groups => this.seen.groups.push(...groups))
    ev.on('group-participants.update', change => this.seen.members.push(change))
    ws.on('CB:ack,class:message', ({ attrs }) => this.seen.acks.push(attrs))
    ws.on('frame', stanza => { if (stanza.tag) this.seen.stanzas.push(stanza) })
    if (this.options.tamper) ws.prependListener('frame', this.options.tamper(this))
    return this
  }

  changed(socket, { connection, qr, lastDisconnect }) {
    if (qr) this.seen.qrs.push(qr)
    if (connection === 'open') this.open = true
    if (connection === 'close' && socket === this.socket) {
      const code = lastDisconnect?.error?.output?.statusCode
      this.open = false
      this.seen.closed.push({ code, error: lastDisconnect?.error })
      if (code === DisconnectReason.restartRequired) this.connect()
    }
  }

  async qr() { return until(() => this.seen.qrs.at(-1), 'no QR code is shown') }

  isOpen() { return until(() => this.open, () => `not logged in: ${JSON.stringify(this.seen.closed.map(one => String(one.error)))}`) }

  /// Logged in, history taken: from here on messages are told as they come.
  async settled() {
    await this.isOpen()
    await until(() => this.creds.accountSyncCounter > 0, 'history does not come')
    return this
  }

  closed(code) { return until(() => this.seen.closed.find(one => one.code === code), () => `not closed with ${code}: ${JSON.stringify(this.seen.closed)}`) }

  has(what) { return until(() => this.seen.messages.find(what), () => `no such message among ${this.seen.messages.slice(-6).map(one => JSON.stringify(one).slice(0, 400)).join('\n')}`) }

  hasText(text) { return this.has(one => (one.message?.conversation ?? one.message?.extendedTextMessage?.text) === text) }

  /// Baileys' number for what became of a message: 2 taken by the server, 3 delivered, 4 read, 5 played, 0 refused.
  hasStatus(id, status) {
    return until(() => this.seen.updates.find(one => one.key.id === id && one.update.status === status)
      ?? this.seen.messages.find(one => one.key.id === id && one.status === status), () => `no status ${status}: ${JSON.stringify(this.seen.updates)}`)
  }

  /// Who of a group has a message (`receiptTimestamp`) or has read it (`readTimestamp`). Baileys tells it with the
  /// message when the receipt comes soon after, and by an event of its own otherwise.
  hasReceipt(id, time) {
    const all = () => [...this.seen.receipts.filter(one => one.key.id === id).map(one => one.receipt),
      ...this.seen.messages.filter(one => one.key.id === id).flatMap(one => one.userReceipt ?? [])]
    return until(() => all().find(one => Number(one[time]) > 0), () => `no ${time} of ${id}: ${JSON.stringify(all())}`)
  }

  saw(kind, what = () => true) { return until(() => this.seen[kind].find(what), () => `nothing among ${kind}: ${JSON.stringify(this.seen[kind].slice(-5))}`) }

  async sends(to, content, options) { return this.socket.sendMessage(to.lid ?? to, typeof content === 'string' ? { text: content } : content, options) }

  /// Ends it without a word to the server, as a crash does.
  stop() {
    this.socket.ev.removeAllListeners('connection.update')
    this.socket.end(undefined)
    this.open = false
  }
}

/// For `after(…)`: nothing keeps the test process alive.
export function stopAll() {
  for (const program of Program.all) program.stop()
}

export const picture = readFileSync(new URL('picture.png', import.meta.url))
