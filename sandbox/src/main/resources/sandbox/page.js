import { Phone } from './chat.js'
import { control, h, notice } from './dom.js'
import { Businesses, Faults, Log } from './panels.js'
import { chosenLanguage, languages, moment, speak, words } from './words.js'

const phonesElement = document.getElementById('phones')
const side = document.getElementById('side')
const tabsElement = document.getElementById('tabs')
let phones = new Map()
let panels = {}
let adder
let more
let state
let tab = 'phones'
let drawn = false

function build() {
  speak(chosenLanguage())
  document.getElementById('language').replaceChildren(...Object.keys(languages).map(name =>
    h('button', { type: 'button', 'aria-pressed': String(name === chosenLanguage()), onclick: () => { speak(name); build() } }, name.toUpperCase())))
  phones = new Map()
  panels = { log: new Log(), businesses: new Businesses(), faults: new Faults() }
  adder = addPhone()
  more = h('p', { class: 'hint more', hidden: true }, words.more)
  phonesElement.replaceChildren(adder, more)
  show(tab === 'phones' && matchMedia('(min-width: 900px)').matches ? 'log' : tab)
  if (state) draw()
}

function show(name) {
  tab = name
  document.body.dataset.tab = name
  tabsElement.replaceChildren(...['phones', 'log', 'businesses', 'faults'].map(one =>
    h('button', { type: 'button', class: `tab-${one}`, 'aria-current': one === name && 'page', onclick: () => show(one) }, words[one])))
  if (panels[name]) {
    side.replaceChildren(panels[name].element)
    panels[name].shown?.(state)
  }
}

function addPhone() {
  const name = h('input', { required: true, placeholder: 'Ana', 'aria-label': words.name, autocomplete: 'off' })
  const phone = h('input', { required: true, placeholder: '+54 9 11 5555-0101', 'aria-label': words.number, inputmode: 'tel', autocomplete: 'off' })
  return h('form', { class: 'phone add', onsubmit: async event => {
    event.preventDefault()
    await control('POST', '/phones', { name: name.value, phone: phone.value })
    event.target.reset()
  } }, h('h2', {}, words.addPhone), h('label', {}, words.name, name), h('label', {}, words.number, phone), h('button', { class: 'main' }, words.add))
}

function draw() {
  const there = new Set(state.phones.map(one => one.phone))
  for (const [key, phone] of phones) {
    if (!there.has(key)) {
      phone.element.remove()
      phones.delete(key)
    }
  }
  for (const person of state.phones) {
    const known = phones.get(person.phone)
    if (known) known.update(person, state)
    else {
      const phone = new Phone(person, state)
      phones.set(person.phone, phone)
      adder.before(phone.element)
    }
  }
  more.hidden = state.people <= state.phones.length
  panels.businesses.update(state)
  panels.faults.update(state)
  if (!drawn) phonesElement.scrollLeft = 0
  drawn = true
  tick()
}

function tick() {
  if (!state) return
  const now = new Date(Date.now() + state.drift)
  const ahead = state.clock.ahead === 'PT0S' ? '' : ` · ${state.clock.ahead.slice(2).toLowerCase()} ${words.ahead}`
  document.getElementById('clock').textContent = moment(now, { dateStyle: 'medium', timeStyle: 'medium' }) + ahead
}

async function follow() {
  for (;;) {
    try {
      const answer = await fetch(`/sandbox/state?seen=${state?.moves ?? 0}&wait=20`)
      state = await answer.json()
      state.drift = new Date(state.clock.now).getTime() - Date.now()
      draw()
      panels.log.refresh()
      await new Promise(done => setTimeout(done, 150))
    } catch (failed) {
      console.error(failed)
      notice(words.offline)
      await new Promise(done => setTimeout(done, 2000))
    }
  }
}

build()
setInterval(tick, 500)
setInterval(() => { if (tab === 'log' && !document.hidden) panels.log.refresh() }, 1500)
follow()
