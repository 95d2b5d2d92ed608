import { button, control, h } from './dom.js'
import { words } from './words.js'

/// What is linked to a phone, and how something new is: by the QR code that is shown, by one that is pasted, or by
/// a code that is typed.
export class Devices {
  constructor(path) {
    this.path = path
    this.list = h('ul', { class: 'devices' })
    this.newest = h('button', { type: 'button', class: 'main', onclick: () => this.scan() }, words.scan)
    this.qr = h('input', { placeholder: words.pasteQr, 'aria-label': words.pasteQr, autocomplete: 'off', oninput: () => { if (this.qr.value.includes(',')) this.scan(this.qr.value) } })
    this.code = h('input', { placeholder: 'ABCD-1234', 'aria-label': words.typeCode, autocomplete: 'off', maxlength: '9' })
    this.coded = h('form', { class: 'pair', onsubmit: event => { event.preventDefault(); this.type() } }, this.code, h('button', { class: 'plain' }, words.typeCode))
    this.element = h('div', { class: 'menu linking', hidden: true }, h('b', {}, words.devices), this.list, this.newest, this.qr, this.coded)
    this.drawn = ''
  }

  update({ devices, awaitsCode }, qrs) {
    this.newest.disabled = qrs.length === 0
    this.newest.title = qrs.length === 0 ? words.noQr : ''
    this.coded.hidden = !awaitsCode
    const now = JSON.stringify(devices)
    if (now === this.drawn) return
    this.drawn = now
    this.list.replaceChildren(...(devices.length === 0 ? [h('li', { class: 'hint' }, words.noDevices)] : devices.map(one =>
      h('li', {}, h('span', { class: 'badge', 'data-good': String(one.online) }, one.online ? words.connected : words.away),
        h('span', { title: one.jid }, `${one.platform} · ${one.device}`),
        one.waiting > 0 && h('small', {}, `+${one.waiting}`),
        button(words.unlink, 'bin', () => control('DELETE', `${this.path}/devices/${one.device}`))))))
  }

  async scan(qr) {
    this.qr.value = ''
    await control('POST', `${this.path}/scan`, qr ? { qr } : {})
    this.element.hidden = true
  }

  async type() {
    await control('POST', `${this.path}/code`, { code: this.code.value })
    this.code.value = ''
    this.element.hidden = true
  }
}
