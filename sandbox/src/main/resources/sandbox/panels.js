import { control, h } from './dom.js'
import { moment, words } from './words.js'

const KEPT = 300

/// Every call in both directions, newest first.
export class Log {
  constructor() {
    this.after = 0
    this.list = h('ol', { class: 'log' })
    this.empty = h('p', { class: 'hint' }, words.nothingLogged)
    this.element = h('section', { class: 'panel' },
      h('header', {}, h('h2', {}, words.log), h('button', { type: 'button', class: 'plain', onclick: () => { this.list.replaceChildren(); this.empty.hidden = false } }, words.clearLog)),
      this.empty, this.list)
  }

  shown() { this.refresh() }

  async refresh() {
    if (this.busy || !this.element.isConnected) return
    this.busy = true
    try {
      const { data } = await (await fetch(`/sandbox/log?after=${this.after}`)).json()
      for (const entry of data) {
        this.after = entry.id
        this.list.prepend(row(entry))
      }
      this.empty.hidden = this.list.childElementCount > 0
      while (this.list.childElementCount > KEPT) this.list.lastElementChild.remove()
    } finally {
      this.busy = false
    }
  }
}

function row(entry) {
  return entry.kind === 'web' ? frame(entry) : call(entry)
}

/// A frame on the line of a linked device.
function frame(entry) {
  return h('li', {}, h('details', {},
    h('summary', {},
      h('span', { class: `way ${entry.direction}`, title: words[`${entry.direction}Line`] }, entry.direction === 'in' ? '→' : '←'),
      h('code', { class: 'status', 'data-good': 'true' }, 'web'),
      h('span', { class: 'url' }, `${entry.url.split('@')[0]} ${entry.request.body || entry.method}`)),
    h('small', {}, `${words[`${entry.direction}Line`]} · ${moment(entry.at, { timeStyle: 'medium' })}`),
    block(words.frame, entry.request.body)))
}

function call(entry) {
  const good = entry.status >= 200 && entry.status < 400
  return h('li', {}, h('details', {},
    h('summary', {},
      h('span', { class: `way ${entry.direction}`, title: words[entry.direction] }, entry.direction === 'in' ? '→' : '←'),
      h('code', { class: 'status', 'data-good': String(good) }, String(entry.status ?? '×')),
      h('span', { class: 'url' }, `${entry.method} ${entry.url.replace(/^https?:\/\//, '')}`),
      h('small', {}, `${entry.ms} ms`)),
    h('small', {}, `${words[entry.direction]} · ${moment(entry.at, { timeStyle: 'medium' })}`),
    entry.error && h('p', { class: 'problem' }, entry.error),
    block(words.request, entry.request.body), block(words.response, entry.response?.body ?? words.noAnswer)))
}

function block(title, body) {
  if (!body) return null
  let text = body
  try { text = JSON.stringify(JSON.parse(body), null, 2) } catch { /* shown as it is */ }
  return [h('h4', {}, title), h('pre', {}, text)]
}

/// Companies with their numbers; new ones; what Meta decides about their templates.
export class Businesses {
  constructor() {
    this.list = h('ul', { class: 'cards' })
    this.made = h('pre', { hidden: true })
    const name = h('input', { required: true, placeholder: 'Flores Sur' })
    const phone = h('input', { required: true, placeholder: '+54 11 5555-0001', inputmode: 'tel' })
    const url = h('input', { type: 'url', placeholder: 'http://127.0.0.1:8080/v1/webhooks/whatsapp' })
    const verify = h('input', {})
    this.element = h('section', { class: 'panel' }, h('header', {}, h('h2', {}, words.businesses)), this.list,
      h('form', { class: 'fields', onsubmit: async event => {
        event.preventDefault()
        const made = await control('POST', '/businesses', {
          name: name.value, phone: phone.value, ...(url.value ? { webhookUrl: url.value, verifyToken: verify.value } : {}) })
        this.made.textContent = `${words.credentials}\n${JSON.stringify(made, null, 2)}`
        this.made.hidden = false
        event.target.reset()
      } }, h('h3', {}, words.addBusiness), h('label', {}, words.name, name), h('label', {}, words.number, phone),
      h('label', {}, words.webhookUrl, url), h('label', {}, words.verifyToken, verify), h('button', { class: 'main' }, words.add), this.made))
    this.drawn = ''
  }

  shown(state) {
    this.drawn = ''
    if (state) this.update(state)
  }

  async update({ businesses }) {
    if (!this.element.isConnected && this.drawn) return
    const templates = await Promise.all(businesses.map(async one =>
      (await (await fetch(`/sandbox/businesses/${one.phoneNumberId}/templates`)).json()).data))
    const now = JSON.stringify([businesses, templates])
    if (now === this.drawn) return
    this.drawn = now
    this.list.replaceChildren(...businesses.map((one, at) => this.card(one, templates[at])))
  }

  card(one, templates) {
    const change = body => control('PUT', `/businesses/${one.phoneNumberId}`, body)
    const decide = (template, status) => control('POST', `/businesses/${one.phoneNumberId}/templates`, { name: template.name, language: template.language, status })
    const fact = (label, value) => value && [h('dt', {}, label), h('dd', {}, value)]
    return h('li', { class: 'card' },
      h('h3', {}, one.name, h('small', {}, one.phone)),
      h('p', {},
        h('span', { class: 'badge', 'data-good': String(one.registered) }, one.registered ? words.registered : words.notRegistered), ' ',
        h('span', { class: 'badge', 'data-good': String(one.token === 'valid') }, `${words.token}: ${words[one.token] ?? one.token}`)),
      h('dl', {}, fact('phone_number_id', one.phoneNumberId), fact('waba_id', one.wabaId), fact('app_id', one.appId),
        fact(words.webhookUrl, one.webhookUrl), fact(words.code, one.verificationCode)),
      one.token === 'valid'
        ? h('button', { type: 'button', class: 'plain', onclick: () => change({ token: 'expired' }) }, words.expireToken)
        : one.token !== 'none' && h('button', { type: 'button', class: 'plain', onclick: () => change({ token: 'valid' }) }, words.renewToken),
      templates.length > 0 && h('details', {}, h('summary', {}, `${words.templates} (${templates.length})`), templates.map(template =>
        h('div', { class: 'template' }, h('span', {}, h('b', {}, template.name), ` ${template.language} `, h('span', { class: 'badge', 'data-good': String(template.status === 'APPROVED') }, template.status)),
          h('span', {}, h('button', { type: 'button', class: 'plain', onclick: () => decide(template, 'APPROVED') }, words.approve),
            h('button', { type: 'button', class: 'plain', onclick: () => decide(template, 'REJECTED') }, words.reject),
            h('button', { type: 'button', class: 'plain', onclick: () => decide(template, 'PAUSED') }, words.pause))))))
  }
}

/// Faults, the clock, and the way back to an empty network.
export class Faults {
  constructor() {
    this.list = h('ul', { class: 'cards' })
    const kind = h('select', { 'aria-label': words.faultKind }, Object.entries(words.fault).map(([value, label]) => h('option', { value }, label)))
    const count = h('input', { type: 'number', min: '1', max: '100000', placeholder: words.always })
    const wait = h('input', { type: 'number', min: '0', step: '0.1' })
    const where = h('input', {})
    this.element = h('section', { class: 'panel' },
      h('header', {}, h('h2', {}, words.clock)), h('p', { class: 'hint' }, words.clockText),
      h('p', { class: 'row' }, [['PT1M', '1 min'], ['PT1H', '1 h'], ['PT25H', '25 h'], ['P7D', '7 d']].map(([advance, label]) =>
        h('button', { type: 'button', class: 'plain', onclick: () => control('POST', '/clock', { advance }) }, `+${label}`))),
      h('header', {}, h('h2', {}, words.faults.split(' ')[0])), h('p', { class: 'hint' }, words.faultText),
      h('form', { class: 'fields', onsubmit: async event => {
        event.preventDefault()
        await control('POST', '/faults', {
          kind: kind.value, on: where.value || true,
          ...(count.value ? { count: Number(count.value) } : {}), ...(wait.value ? { wait: Number(wait.value) } : {}) })
      } }, kind, h('div', { class: 'pair' }, h('label', {}, words.times, count), h('label', {}, `${words.wait} (${words.seconds})`, wait)),
      h('label', {}, words.where, where), h('button', { class: 'main' }, words.switchOn)),
      h('h3', {}, words.active), this.list,
      h('p', { class: 'row' },
        h('button', { type: 'button', class: 'plain', onclick: () => control('DELETE', '/faults') }, words.switchOffAll),
        h('button', { type: 'button', class: 'plain bad', onclick: () => { if (confirm(words.resetSure)) control('POST', '/reset') } }, words.reset)))
  }

  update({ faults }) {
    this.list.replaceChildren(...(faults.length === 0 ? [h('li', { class: 'hint' }, words.none)] : faults.map(one =>
      h('li', { class: 'card' }, h('b', {}, words.fault[one.kind]),
        h('small', {}, [one.count ? `${one.count} ${words.times}` : words.always, one.on, one.wait].filter(Boolean).join(' · '))))))
  }
}
