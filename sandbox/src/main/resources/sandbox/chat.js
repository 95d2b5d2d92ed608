import { Devices } from './devices.js'
import { button, control, h, icon } from './dom.js'
import { moment, words } from './words.js'

const EMOJI = ['👍', '❤️', '😂', '😮', '😢', '🙏']
const COLOURS = 6

/// One phone: its owner, its chats with businesses, people and groups, and what can be done with it.
export class Phone {
  constructor(person, state) {
    this.person = person
    this.peers = peersOf(person, state)
    this.chat = this.peers[0]?.key
    this.replyTo = null
    this.editing = null
    this.element = h('article', { class: 'phone' })
    this.drawn = ''
    this.build()
    this.update(person, state)
  }

  get path() { return `/phones/${encodeURIComponent(this.person.phone)}` }

  get peer() { return this.peers.find(one => one.key === this.chat) }

  build() {
    const colour = [...this.person.phone].reduce((sum, digit) => sum + digit.charCodeAt(0), 0) % COLOURS
    this.title = h('strong')
    this.subtitle = h('small')
    this.power = h('input', { type: 'checkbox', role: 'switch', onchange: () => this.change({ online: this.power.checked }) })
    this.powerLabel = h('span', { class: 'sr' })
    this.autoRead = h('input', { type: 'checkbox', onchange: () => this.change({ readsAtOnce: this.autoRead.checked }) })
    this.hides = h('input', { type: 'checkbox', onchange: () => this.change({ hidesNumber: this.hides.checked }) })
    this.menu = h('div', { class: 'menu', hidden: true },
      h('button', { type: 'button', onclick: () => { this.menu.hidden = true; this.act('call', { to: this.peer?.to }) } }, icon('call'), words.call),
      h('label', {}, this.autoRead, words.autoRead),
      h('label', {}, this.hides, words.hidesNumber))
    this.devices = new Devices(this.path)
    this.chats = h('select', { 'aria-label': words.chats, onchange: () => { this.chat = this.chats.value; this.drawn = ''; this.draw() } })
    this.list = h('ol', { class: 'messages', tabindex: '0' })
    this.quote = h('div', { class: 'quote', hidden: true })
    this.text = h('textarea', { rows: 1, placeholder: words.write, 'aria-label': words.write, onkeydown: event => this.key(event), oninput: () => this.grow() })
    this.attachments = h('div', { class: 'menu up', hidden: true }, this.attachmentButtons())
    this.file = h('input', { type: 'file', hidden: true, onchange: () => this.sendFile() })
    this.element.append(
      h('header', {},
        h('span', { class: `avatar c${colour}` }, this.person.name.slice(0, 1).toUpperCase()),
        h('div', { class: 'who' }, this.title, this.subtitle),
        button(words.read, 'eye', () => this.act('read', this.chatBody())),
        button(words.devices, 'link', () => { this.devices.element.hidden = !this.devices.element.hidden }),
        button(words.settings, 'more', () => { this.menu.hidden = !this.menu.hidden }),
        h('label', { class: 'power' }, this.power, h('i'), this.powerLabel),
        this.menu, this.devices.element),
      this.chats, this.list, this.quote,
      h('form', { class: 'composer', onsubmit: event => { event.preventDefault(); this.send() } },
        button(words.attach, 'clip', () => { this.attachments.hidden = !this.attachments.hidden }),
        this.text,
        h('button', { class: 'icon send', 'aria-label': words.send, title: words.send }, icon('send')),
        this.attachments, this.file))
  }

  attachmentButtons() {
    const samples = {
      image: { caption: '' }, audio: { voice: true }, video: {}, document: {}, sticker: {},
      location: { latitude: -34.6037, longitude: -58.3816, name: 'Obelisco', address: 'Av. 9 de Julio, Buenos Aires' },
      contacts: [{ name: { formatted_name: 'Luz Díaz', first_name: 'Luz' }, phones: [{ phone: '+54 9 11 5555-0199', type: 'CELL', wa_id: '5491155550199' }] }],
    }
    const one = (label, onclick) => h('button', { type: 'button', onclick: () => { this.attachments.hidden = true; onclick() } }, label)
    return [
      one(words.file, () => this.file.click()),
      ...Object.entries(samples).map(([type, content]) => one(words[type], () => {
        const caption = this.text.value.trim()
        const own = type === 'image' && caption ? { caption } : content
        if (own.caption) this.text.value = ''
        this.write({ type, [type]: own })
      })),
    ]
  }

  update(person, state) {
    this.person = person
    this.peers = peersOf(person, state)
    this.names = new Map(state.phones.map(one => [one.phone, one.name]))
    if (!this.peer) this.chat = this.peers[0]?.key
    this.devices.update(person, state.qrs)
    this.draw()
  }

  draw() {
    const { person } = this
    this.title.textContent = person.name
    const typing = person.typing.includes(this.chat)
    this.subtitle.textContent = typing ? `${this.peer?.name} ${words.typing}` : person.online ? person.phone : person.waiting ? words.waiting(person.waiting) : words.off
    this.subtitle.classList.toggle('typing', typing)
    this.power.checked = person.online
    this.powerLabel.textContent = person.online ? words.on : words.off
    this.autoRead.checked = person.readsAtOnce
    this.hides.checked = person.hidesNumber
    this.element.classList.toggle('off', !person.online)
    this.chats.hidden = this.peers.length < 2
    const unread = key => person.messages.filter(one => chatOf(one) === key && one.direction === 'received' && one.status === 'delivered').length
    this.chats.replaceChildren(...this.peers.map(one => {
      const count = unread(one.key)
      return h('option', { value: one.key, selected: one.key === this.chat }, count ? `${one.name} (${count})` : one.name)
    }))
    const messages = person.messages.filter(one => chatOf(one) === this.chat)
    const now = JSON.stringify(messages) + this.chat
    if (now === this.drawn) return
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 80
    const first = this.drawn === ''
    this.drawn = now
    this.list.replaceChildren(...this.bubbles(messages))
    this.sticks = atEnd || first
    if (this.sticks) requestAnimationFrame(() => { this.list.scrollTop = this.list.scrollHeight })
  }

  bubbles(messages) {
    if (!this.peer) return [h('li', { class: 'empty' }, h('b', {}, words.noBusiness), words.noBusinessHint)]
    const reactions = new Map()
    const edits = new Map()
    const revoked = new Set()
    for (const one of messages) {
      if (one.type === 'reaction') reactions.set(one.reaction.message_id, { ...reactions.get(one.reaction.message_id), [one.direction]: one.reaction.emoji })
      if (one.type === 'edit') edits.set(one.edit.original_message_id, one.edit.message)
      if (one.type === 'revoke') revoked.add(one.revoke.original_message_id)
    }
    const shown = messages.filter(one => !['reaction', 'edit', 'revoke', 'poll_vote'].includes(one.type))
    if (shown.length === 0) return [h('li', { class: 'empty' }, words.noMessages)]
    return shown.map(one => this.bubble(one, { reactions: reactions.get(one.id), edit: edits.get(one.id), revoked: revoked.has(one.id), messages }))
  }

  bubble(message, { reactions, edit, revoked, messages }) {
    const own = message.direction === 'sent'
    const quoted = messages.find(one => one.id === (message.context?.id ?? message.context?.message_id))
    const emoji = Object.values(reactions ?? {}).filter(Boolean)
    const content = revoked ? [h('p', { class: 'gone' }, words.deleted)] : this.content(edit ? { ...message, ...edit } : message)
    const time = moment(message.at, { hour: '2-digit', minute: '2-digit' })
    return h('li', { class: `bubble ${own ? 'own' : 'their'} ${!own && message.status === 'delivered' ? 'new' : ''}` },
      h('div', { class: 'body' },
        message.group && !own && h('small', { class: 'meta' }, this.names.get(message.from) ?? message.from),
        message.context?.forwarded && h('small', { class: 'meta' }, words.forwarded),
        quoted && h('blockquote', {}, preview(quoted)),
        content,
        h('footer', {}, edit && !revoked ? `${words.edited} · ` : '', time, own && ticks(message.status)),
        emoji.length > 0 && h('span', { class: 'reactions' }, emoji.join(''))),
      !revoked && this.actions(message, own))
  }

  actions(message, own) {
    const picker = h('div', { class: 'picker', hidden: true }, EMOJI.map(one =>
      h('button', { type: 'button', onclick: () => { picker.hidden = true; this.act('react', { id: message.id, emoji: one }) } }, one)),
      h('button', { type: 'button', 'aria-label': words.cancel, onclick: () => { picker.hidden = true; this.act('react', { id: message.id, emoji: '' }) } }, '✕'))
    return h('div', { class: 'actions' },
      button(words.react, 'smile', () => { picker.hidden = !picker.hidden }),
      button(words.reply, 'reply', () => this.startReply(message)),
      !own && message.type === 'audio' && button(words.played, 'play', () => this.act('read', { id: message.id, played: true })),
      own && message.type === 'text' && button(words.edit, 'pen', () => this.startEdit(message)),
      own && button(words.remove, 'bin', () => this.act('revoke', { id: message.id })),
      picker)
  }

  content(message) {
    const part = message[message.type]
    switch (message.type) {
      case 'text': return [h('p', {}, part.body)]
      case 'image': return [part.url ? h('img', { class: 'media', src: part.url, alt: words.image, onload: () => { if (this.sticks) this.list.scrollTop = this.list.scrollHeight } }) : file(words.image, part), caption(part)]
      case 'sticker': return [part.url ? h('img', { class: 'sticker', src: part.url, alt: words.sticker }) : file(words.sticker, part)]
      case 'video': return [part.url ? h('video', { class: 'media', src: part.url, controls: true }) : file(words.video, part), caption(part)]
      case 'audio': return [part.url ? h('audio', { src: part.url, controls: true }) : file(words.audio, part)]
      case 'document': return [file(part.filename || words.document, part), caption(part)]
      case 'location': return [h('p', {}, h('b', {}, `📍 ${part.name ?? words.location}`)), h('p', { class: 'meta' }, part.address ?? `${part.latitude}, ${part.longitude}`)]
      case 'contacts': return part.map(one => h('p', {}, `👤 ${one.name?.formatted_name ?? ''} ${one.phones?.[0]?.phone ?? ''}`))
      case 'interactive': return this.interactive(message, part)
      case 'button': return [h('p', {}, part.text)]
      case 'template': return this.template(message)
      case 'order': return [h('p', {}, `🛒 ${part.product_items?.length ?? 0}`)]
      case 'poll': return this.poll(message, part)
      case 'system': return [h('p', { class: 'meta' }, `${words.system}: ${part.body ?? part.type}`)]
      default: return [h('p', { class: 'meta' }, `${words.unsupported} (${message.type})`)]
    }
  }

  interactive(message, part) {
    const reply = part.button_reply ?? part.list_reply
    if (reply) return [h('p', {}, reply.title)]
    if (part.type === 'nfm_reply') return [h('p', {}, part.nfm_reply.body)]
    const answer = (kind, chosen) => this.write({ type: 'interactive', interactive: { type: kind, [kind]: chosen }, context: { message_id: message.id } })
    const head = [
      part.header?.text && h('b', {}, part.header.text), part.body && h('p', {}, part.body.text),
      part.footer && h('p', { class: 'meta' }, part.footer.text)]
    if (part.type === 'list') {
      const rows = part.action.sections.flatMap(section => section.rows)
      return [...head, h('details', { class: 'rows' }, h('summary', {}, part.action.button), rows.map(row =>
        h('button', { type: 'button', onclick: () => answer('list_reply', row) }, row.title, row.description && h('small', {}, row.description))))]
    }
    if (part.type === 'cta_url') return [...head, h('a', { class: 'choice', href: part.action.parameters.url, target: '_blank', rel: 'noreferrer' }, part.action.parameters.display_text)]
    if (part.type === 'location_request_message') {
      return [...head, h('button', { class: 'choice', type: 'button', onclick: () => this.write({ type: 'location', location: { latitude: -34.6, longitude: -58.38 }, context: { message_id: message.id } }) }, words.location)]
    }
    if (part.type === 'flow') {
      return [...head, h('button', { class: 'choice', type: 'button', onclick: () => answer('nfm_reply', { name: 'flow', body: 'Sent', response_json: JSON.stringify({ flow_token: part.action.parameters.flow_token ?? '' }) }) }, part.action.parameters.flow_cta)]
    }
    return [...head, (part.action?.buttons ?? []).map(one => h('button', { class: 'choice', type: 'button', onclick: () => answer('button_reply', one.reply) }, one.reply.title))]
  }

  poll(message, part) {
    const vote = option => this.act('vote', { id: message.id, options: [option] })
    return [h('b', {}, part.name), (part.options ?? []).map(option => h('button', { class: 'choice', type: 'button', onclick: () => vote(option) }, option))]
  }

  template(message) {
    const { rendered } = message
    const choose = one => one.type?.toUpperCase() === 'QUICK_REPLY'
      ? h('button', { class: 'choice', type: 'button', onclick: () => this.write({ type: 'button', button: { text: one.text, payload: one.text }, context: { message_id: message.id } }) }, one.text)
      : h('span', { class: 'choice' }, one.text)
    return [rendered.header && h('b', {}, rendered.header), h('p', {}, rendered.body ?? message.template.name),
      rendered.footer && h('p', { class: 'meta' }, rendered.footer), (rendered.buttons ?? []).map(choose)]
  }

  chatBody() {
    const last = this.person.messages.filter(one => chatOf(one) === this.chat && one.direction === 'received').at(-1)
    return last ? { id: last.id } : {}
  }

  startReply(message) {
    this.replyTo = message
    this.editing = null
    this.showQuote(preview(message))
  }

  startEdit(message) {
    this.editing = message
    this.replyTo = null
    this.text.value = message.text.body
    this.showQuote(words.edit)
  }

  showQuote(text) {
    this.quote.hidden = false
    this.quote.replaceChildren(h('span', {}, text), button(words.cancel, 'close', () => this.stopQuote()))
    this.text.focus()
  }

  stopQuote() {
    this.quote.hidden = true
    this.replyTo = null
    this.editing = null
  }

  key(event) {
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      this.send()
    }
  }

  grow() {
    this.text.rows = Math.min(5, this.text.value.split('\n').length)
  }

  async send() {
    const body = this.text.value.trim()
    if (!body) return
    if (this.editing) await this.act('edit', { id: this.editing.id, text: body })
    else await this.write({ type: 'text', text: { body } })
    this.text.value = ''
    this.grow()
    this.stopQuote()
  }

  async sendFile() {
    const [chosen] = this.file.files
    if (!chosen) return
    const kind = ['image', 'audio', 'video'].find(one => chosen.type.startsWith(`${one}/`)) ?? 'document'
    const bytes = new Uint8Array(await chosen.arrayBuffer())
    let binary = ''
    for (let i = 0; i < bytes.length; i += 32768) binary += String.fromCharCode(...bytes.subarray(i, i + 32768))
    await this.write({ type: kind, [kind]: { data: btoa(binary), mime_type: chosen.type || 'application/octet-stream', filename: chosen.name } })
    this.file.value = ''
  }

  write(message) {
    const context = message.context ?? (this.replyTo ? { message_id: this.replyTo.id } : undefined)
    return this.act('messages', { to: this.peer?.to, ...message, ...(context ? { context } : {}) })
  }

  act(action, body) { return control('POST', `${this.path}/${action}`, body) }

  change(body) { return control('PUT', this.path, body) }
}

/// With whom a phone can have a chat: businesses, people whose phones are linked or who have written, groups.
function peersOf(person, { businesses, phones, groups }) {
  const others = phones.filter(one => one.phone !== person.phone && (one.devices.length > 0 || person.messages.some(message => message.chat === one.phone)))
  return [
    ...businesses.map(one => ({ key: one.phoneNumberId, to: one.phone, name: one.name })),
    ...others.map(one => ({ key: one.phone, to: one.phone, name: one.name })),
    ...groups.filter(one => one.members.includes(person.phone)).map(one => ({ key: one.id, to: one.id, name: one.subject })),
  ]
}

function chatOf(message) { return message.phoneNumberId ?? message.chat }

function ticks(status) {
  const read = status === 'read' || status === 'played'
  return h('span', { class: `ticks ${read ? 'read' : ''}`, title: words.status[status] }, status === 'sent' ? '✓' : status === 'failed' ? '!' : '✓✓')
}

function preview(message) {
  return message.text?.body ?? message.rendered?.body ?? message.interactive?.body?.text ?? words[message.type] ?? message.type
}

function caption(part) { return part.caption ? h('p', {}, part.caption) : null }

function file(name, part) {
  const label = [h('b', {}, `📎 ${name}`), h('small', {}, part.mime_type ?? '')]
  return part.url ? h('a', { class: 'file', href: part.url, target: '_blank' }, label) : h('span', { class: 'file' }, label)
}
