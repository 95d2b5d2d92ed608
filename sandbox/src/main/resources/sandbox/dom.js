/// Builds elements. Text is always text: nothing that somebody wrote becomes markup.
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value)
    else if (name === 'class') element.className = value
    else if (name in element && typeof value !== 'string') element[name] = value
    else element.setAttribute(name, value === true ? '' : value)
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false))
  return element
}

const PATHS = {
  send: 'M4 12l16-8-6 16-2.5-6.5z', clip: 'M8 12.5l6-6a3 3 0 014.2 4.2l-8 8a5 5 0 01-7-7l7.5-7.5',
  eye: 'M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zm9.5 2.8a2.8 2.8 0 100-5.6 2.8 2.8 0 000 5.6z',
  call: 'M6.5 3.5l3 4-1.7 2.4a12 12 0 006.3 6.3l2.4-1.7 4 3-1.2 3c-8.300 1.400-17-7.300-15.800-15.800z',
  more: 'M12 6.500v.01M12 12v.01M12 17.500v.01', plus: 'M12 5v14M5 12h14', close: 'M6 6l12 12M18 6L6 18',
  reply: 'M10 6L4 12l6 6v-4c6 0 9 2 10 5 0-7-4-9.500-10-9.500z', smile: 'M12 21a9 9 0 100-18 9 9 0 000 18zM8.500 14c1 1.600 2.200 2.300 3.500 2.300s2.500-.7 3.500-2.300M9 9.500v.01M15 9.500v.01',
  link: 'M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2v2h-2zM18 14h2v6h-6v-2',
  pen: 'M5 19l1-4L16 5l3 3L9 18z', bin: 'M5 7h14M9 7V4.500h6V7M7 7l1 13h8l1-13', play: 'M8 5.500v13l11-6.500z',
}

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path')
  path.setAttribute('d', PATHS[name])
  svg.append(path)
  return svg
}

export function button(label, iconName, onclick, extra = {}) {
  return h('button', { type: 'button', class: 'icon', title: label, 'aria-label': label, onclick, ...extra }, icon(iconName))
}

let fading
export function notice(text) {
  const box = document.getElementById('notice')
  box.textContent = text
  box.hidden = false
  clearTimeout(fading)
  fading = setTimeout(() => { box.hidden = true }, 5000)
}

/// Calls a control; what goes wrong is shown to the person and thrown.
export async function control(method, path, body) {
  const answer = await fetch(`/sandbox${path}`, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body ? JSON.stringify(body) : undefined,
  })
  const json = await answer.json()
  if (!answer.ok) {
    notice(json.error ?? String(answer.status))
    throw new Error(json.error)
  }
  return json
}
