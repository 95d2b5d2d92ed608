// Draws /openapi.json as a page. Everything is made of elements and text: nothing of the document is taken as markup.
const VERBS = ['get', 'post', 'put', 'patch', 'delete']
const DEEPEST = 12

function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'onclick' || name === 'ontoggle') node[name] = value
    else if (value === true) node.setAttribute(name, '')
    else if (value !== false && value != null) node.setAttribute(name, value)
  }
  node.append(...children.flat().filter((child) => child != null))
  return node
}

// ── the little Markdown that the document uses: headings, lists, tables, bold, code ──

function inline(text) {
  return text.split(/(`[^`]+`|\*\*[^*]+\*\*)/).map((part) => {
    if (part.startsWith('`')) return el('code', {}, part.slice(1, -1))
    if (part.startsWith('**')) return el('strong', {}, part.slice(2, -2))
    return part
  })
}

function cells(line) {
  return line.split('|').slice(1, -1).map((cell) => cell.trim())
}

function tableOf(lines) {
  const [head, , ...rows] = lines
  return el('div', { class: 'wide' }, el('table', {},
    el('thead', {}, el('tr', {}, cells(head).map((cell) => el('th', { scope: 'col' }, inline(cell))))),
    el('tbody', {}, rows.map((row) => el('tr', {}, cells(row).map((cell) => el('td', {}, inline(cell))))))))
}

function markdown(text) {
  return (text ?? '').trim().split(/\n\s*\n/).filter(Boolean).map((block) => {
    const lines = block.split('\n')
    if (/^#{1,6} /.test(block)) return el('h2', {}, inline(block.replace(/^#+ /, '')))
    if (lines.every((line) => /^[-*] /.test(line.trim()))) {
      return el('ul', {}, lines.map((line) => el('li', {}, inline(line.trim().slice(2)))))
    }
    if (lines.length > 1 && lines[0].trim().startsWith('|')) return tableOf(lines.map((line) => line.trim()))
    return el('p', {}, inline(block))
  })
}

// ── schemas ──

let api

function resolve(node) {
  let found = node
  for (let hops = 0; found && found.$ref && hops < DEEPEST; hops++) {
    const { $ref, ...beside } = found
    const target = $ref.slice(2).split('/').reduce((at, step) => at?.[step.replace(/~1/g, '/').replace(/~0/g, '~')], api)
    found = { ...target, ...beside }
  }
  return found ?? {}
}

function nameOf(node) {
  return node?.$ref?.split('/').pop()
}

function typeOf(given) {
  const name = nameOf(given)
  const schema = resolve(given)
  if (schema.oneOf || schema.anyOf) {
    return name ?? (schema.oneOf ?? schema.anyOf).map((one) => nameOf(one) ?? typeOf(one)).join(' or ')
  }
  const types = [].concat(schema.type ?? (schema.properties || schema.allOf ? 'object' : 'any'))
  return types.map((type) => {
    if (type === 'array') return `list of ${schema.items ? typeOf(schema.items) : 'any'}`
    if (type === 'object' && name) return name
    return type
  }).join(' or ')
}

function rules(schema) {
  const told = []
  if (schema.enum) told.push(`one of ${schema.enum.map((one) => `\`${one}\``).join(', ')}`)
  if (schema.const !== undefined) told.push(`always \`${schema.const}\``)
  if (schema.format) told.push(schema.format)
  if (schema.minLength != null || schema.maxLength != null) {
    told.push(`${schema.minLength ?? 0} to ${schema.maxLength ?? '∞'} characters`)
  }
  if (schema.minimum != null || schema.maximum != null) {
    told.push(`${schema.minimum ?? '-∞'} to ${schema.maximum ?? '∞'}`)
  }
  if (schema.minItems != null || schema.maxItems != null) {
    told.push(`${schema.minItems ?? 0} to ${schema.maxItems ?? '∞'} entries`)
  }
  if (schema.pattern) told.push(`matches \`${schema.pattern}\``)
  if (schema.default !== undefined) told.push(`default \`${JSON.stringify(schema.default)}\``)
  return told.join(' · ')
}

function members(schema) {
  const all = { properties: { ...schema.properties }, required: [...(schema.required ?? [])], choices: [] }
  for (const part of schema.allOf ?? []) {
    const more = members(resolve(part))
    Object.assign(all.properties, more.properties)
    all.required.push(...more.required)
    all.choices.push(...more.choices)
  }
  all.choices.push(...(schema.oneOf ?? []), ...(schema.anyOf ?? []))
  return all
}

function inside(schema) {
  if (schema.items) return resolve(schema.items)
  return schema
}

function hasMembers(schema) {
  const { properties, choices } = members(schema)
  return Object.keys(properties).length > 0 || choices.some((one) => resolve(one).type !== 'null')
}

/** Opens when somebody asks: some schemas hold themselves. */
function unfolded(label, draw, depth) {
  const box = el('details', {
    ontoggle() {
      if (box.open && !box.dataset.drawn) {
        box.dataset.drawn = 'yes'
        box.append(...draw(depth + 1))
      }
    },
  }, el('summary', {}, label))
  return box
}

function schemaRows(given, depth = 0) {
  const schema = inside(resolve(given))
  if (depth > DEEPEST) return []
  const { properties, required, choices } = members(schema)
  const rows = Object.entries(properties).map(([name, member]) => {
    const told = resolve(member)
    const deep = inside(told)
    return el('div', { class: 'field' },
      el('code', {}, name), ' ', el('span', { class: 'soft' }, typeOf(member)),
      required.includes(name) ? el('span', { class: 'must' }, ' required') : null,
      el('div', { class: 'about soft' }, inline([told.description, rules(told)].filter(Boolean).join(' — '))),
      hasMembers(deep) ? unfolded('fields', (at) => schemaRows(deep, at), depth) : null)
  })
  for (const choice of choices) {
    if (resolve(choice).type === 'null') continue
    const label = nameOf(choice) ?? resolve(choice).title ?? typeOf(choice)
    rows.push(unfolded(`or ${label}`, (at) => schemaRows(choice, at), depth))
  }
  if (rows.length === 0) rows.push(el('div', { class: 'soft' }, typeOf(given), ' ', ...inline(rules(schema))))
  return rows
}

// ── operations ──

function codeBox(text) {
  const button = el('button', {
    type: 'button',
    async onclick() {
      await navigator.clipboard.writeText(text)
      button.textContent = 'Copied'
      setTimeout(() => { button.textContent = 'Copy' }, 1500)
    },
  }, 'Copy')
  return el('div', { class: 'code' }, el('pre', {}, el('code', {}, text)), navigator.clipboard ? button : null)
}

function exampleOf(content) {
  if (!content) return undefined
  if (content.example !== undefined) return content.example
  const first = Object.values(content.examples ?? {})[0]
  return first ? resolve(first).value : resolve(content.schema).example
}

function shown(value) {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2)
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`
}

function curl(method, path, operation) {
  const parameters = (operation.parameters ?? []).map(resolve)
  const filled = path.replace(/\{([^}]+)\}/g, (_, name) => {
    const parameter = parameters.find((one) => one.in === 'path' && one.name === name)
    return resolve(parameter?.schema).example ?? name
  })
  const needed = parameters.filter((one) => one.in === 'query' && one.required)
  const query = needed.map((one) => `${one.name}=${one.name}`).join('&')
  const parts = [`curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} ${quoted(location.origin + filled + (query ? `?${query}` : ''))}`]
  const security = operation.security ?? api.security ?? []
  if (security.some((one) => 'apiKey' in one)) parts.push('-H "X-Api-Key: $PALOMAR_KEY"')
  else if (security.some((one) => 'bearer' in one)) parts.push('-H "Authorization: Bearer $PALOMAR_TOKEN"')
  const [type, content] = Object.entries(resolve(operation.requestBody).content ?? {})[0] ?? []
  if (type === 'multipart/form-data') parts.push("-F 'file=@photo.jpg'")
  else if (type) {
    const example = exampleOf(content) ?? {}
    parts.push(`-H 'Content-Type: ${type}'`)
    parts.push(`-d ${quoted(type.includes('json') ? JSON.stringify(example) : new URLSearchParams(example).toString())}`)
  }
  return parts.join(' \\\n  ')
}

function bodies(content) {
  return Object.entries(content ?? {}).map(([type, media]) => {
    const named = Object.entries(media.examples ?? {})
    const examples = named.length > 0
      ? named.map(([name, one]) => {
          const example = resolve(one)
          return unfolded(example.summary ?? name, () => [codeBox(shown(example.value))], 0)
        })
      : media.example !== undefined ? [unfolded('Example', () => [codeBox(shown(media.example))], 0)] : []
    return el('div', {},
      el('p', { class: 'soft' }, el('code', {}, type), ' ', media.schema ? typeOf(media.schema) : ''),
      media.schema ? unfolded('Schema', (at) => schemaRows(media.schema, at), 0) : null,
      examples)
  })
}

function parametersOf(operation) {
  const parameters = (operation.parameters ?? []).map(resolve)
  if (parameters.length === 0) return []
  return [el('h4', {}, 'Parameters'), el('div', { class: 'wide' }, el('table', {},
    el('thead', {}, el('tr', {}, ['Name', 'In', 'Type', ''].map((head) => el('th', { scope: 'col' }, head)))),
    el('tbody', {}, parameters.map((one) => el('tr', {},
      el('td', {}, el('code', {}, one.name), one.required ? el('span', { class: 'must' }, ' required') : null),
      el('td', {}, one.in),
      el('td', {}, typeOf(one.schema)),
      el('td', { class: 'soft' }, inline([one.description, rules(resolve(one.schema))].filter(Boolean).join(' — '))))))))]
}

function whoMay(operation) {
  const security = operation.security ?? api.security ?? []
  if (security.length === 0) return 'Open to everybody.'
  const parts = []
  if (operation['x-roles']) parts.push(`People: ${operation['x-roles'].map((one) => `\`${one}\``).join(', ')}`)
  if (operation['x-scopes']) parts.push(`Keys with ${operation['x-scopes'].map((one) => `\`${one}\``).join(', ')}`)
  if (security.some((one) => 'refreshCookie' in one)) parts.push('The refresh cookie')
  if (security.some((one) => Object.keys(one).length === 0)) parts.push('or nobody in particular (see below)')
  return parts.join(' · ')
}

function responses(operation) {
  return [el('h4', {}, 'Answers'), ...Object.entries(operation.responses ?? {}).map(([status, given]) => {
    const response = resolve(given)
    const label = `${status} — ${response.description ?? ''}`
    if (!response.content) return el('div', { class: 'field' }, inline(`\`${status}\` ${response.description ?? ''}`))
    return unfolded(label, () => bodies(response.content), 0)
  })]
}

function drawOperation(method, path, operation, isWebhook) {
  const body = resolve(operation.requestBody)
  return el('article', { id: operation.operationId, class: operation.deprecated ? 'gone' : null },
    el('h3', {}, el('span', { class: `verb ${method}` }, method.toUpperCase()), el('code', {}, path),
      el('span', {}, operation.summary ?? '')),
    isWebhook ? null : el('p', { class: 'soft' }, inline(whoMay(operation))),
    markdown(operation.description),
    parametersOf(operation),
    body.content ? [el('h4', {}, isWebhook ? 'What your endpoint receives' : 'Body'), ...bodies(body.content)] : null,
    responses(operation),
    isWebhook ? null : [el('h4', {}, 'Try it'), codeBox(curl(method, path, operation))])
}

// ── the page ──

function everyOperation(paths) {
  return Object.entries(paths ?? {}).flatMap(([path, item]) =>
    VERBS.filter((verb) => item[verb]).map((verb) => ({ method: verb, path, operation: item[verb] })))
}

function sections() {
  const operations = everyOperation(api.paths)
  const tags = (api.tags ?? []).map((tag) => ({
    name: tag.name,
    description: tag.description,
    operations: operations.filter((one) => one.operation.tags?.[0] === tag.name),
  }))
  const webhooks = everyOperation(api.webhooks).map((one) => ({ ...one, isWebhook: true }))
  return [...tags, { name: 'What webhooks receive', operations: webhooks }].filter((one) => one.operations.length > 0)
}

function draw() {
  const index = document.getElementById('index')
  const main = document.getElementById('main')
  document.getElementById('title').textContent = `${api.info.title} API ${api.info.version}`
  main.replaceChildren(el('h1', {}, `${api.info.title} API`), el('p', {}, api.info.summary ?? ''), ...markdown(api.info.description))
  for (const { name, description, operations } of sections()) {
    index.append(el('h2', {}, name), ...operations.map(({ method, path, operation, isWebhook }) =>
      el('a', { href: `#${operation.operationId}`, 'data-words': `${method} ${path} ${operation.summary}`.toLowerCase() },
        isWebhook ? null : el('span', { class: `verb ${method}` }, method.toUpperCase()), operation.summary ?? path)))
    main.append(el('section', {}, el('h2', {}, name), description ? el('p', { class: 'soft' }, description) : null,
      operations.map(({ method, path, operation, isWebhook }) => drawOperation(method, path, operation, isWebhook))))
  }
}

function search() {
  const wanted = document.getElementById('search').value.trim().toLowerCase()
  for (const link of document.querySelectorAll('#index a')) {
    link.hidden = !link.dataset.words.includes(wanted)
    document.getElementById(link.hash.slice(1)).hidden = link.hidden
  }
  for (const section of document.querySelectorAll('main section')) {
    section.hidden = !section.querySelector('article:not([hidden])')
  }
}

try {
  const answer = await fetch('/openapi.json')
  if (!answer.ok) throw new Error(`The hub answered ${answer.status}`)
  api = await answer.json()
  draw()
  document.getElementById('search').addEventListener('input', search)
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
} catch (failure) {
  document.getElementById('main').replaceChildren(
    el('p', { role: 'alert' }, `The document could not be read: ${failure.message}. Reload the page to try again.`))
}
