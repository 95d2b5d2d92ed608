// The commands that README.md shows under "Five minutes", as they stand there, against the hub of the tests.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { credentials, credentialsFile, hub, sandbox } from './browser.mjs'
import { stamp, until } from './world.mjs'

const run = promisify(execFile)
const shell = (command) => run('bash', ['-euo', 'pipefail', '-c', command], { timeout: 120_000 })

/** The shell commands of a chapter, one block each. */
export function blocks(file, heading) {
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
  const chapter = text.split(/^## /m).find((each) => each.startsWith(heading))
  assert.ok(chapter, `${file} has a chapter "${heading}"`)
  return [...chapter.matchAll(/^```sh\n(.*?)^```/gms)].map(([, block]) => block)
}

const shown = blocks('README.md', 'Five minutes')

function block(word) {
  const found = shown.filter((each) => each.includes(word))
  assert.equal(found.length, 1, `README.md has one block with "${word}"`)
  return found[0]
}

function replaced(text, from, to) {
  assert.ok(text.includes(from), `README.md still says "${from}"`)
  return text.replaceAll(from, to)
}

/** What a reader types first: addresses and keys. Only the ports and the file are those of this run. */
const first = [
  ['HUB=http://127.0.0.1:8080', `HUB=${hub}`],
  ['SANDBOX=http://127.0.0.1:8090', `SANDBOX=${sandbox}`],
  ['./.dev/credentials.json', credentialsFile],
].reduce((text, [from, to]) => replaced(text, from, to), block('export HUB'))

export const texts = { asked: `¿Tienen rosas? ${stamp}`, answered: `Hola Ana, abrimos a las nueve ${stamp}` }

/** Every curl of the block that contains `word`, one after the other; the answers. */
async function curl(word, which, changes = []) {
  const commands = changes
    .reduce((text, [from, to]) => replaced(text, from, to), block(word))
    .split(/^(?=curl )/m)
  const { stdout } = await shell(`${first}\n${commands[which].replace(/^curl /, 'curl -fsS ')}`)
  return JSON.parse(stdout)
}

export const reader = {
  send: () => curl('messages/send', 0, [['Hola Ana, abrimos a las nueve', texts.answered]]),
  read: () => curl('/read', 0),
  look: () => curl('/read', 1),
  subscribe: (port) => curl('webhook-endpoints', 0, [['127.0.0.1:9000', `127.0.0.1:${port}`]]),
  anaWrites: (text = texts.asked) => curl('webhook-endpoints', 1, [['¿Tienen rosas?', text]]),
}

/** A port to stop and start a server at: below those that systems give to outgoing calls, which could take it meanwhile. */
export async function freePort() {
  const probe = createServer()
  const port = 13_000 + Math.floor(Math.random() * 4_000)
  const free = await new Promise((resolve) => {
    probe.once('error', () => resolve(false))
    probe.listen(port, '127.0.0.1', () => resolve(true))
  })
  if (!free) return freePort()
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** JSON in plain letters: a webhook's body has everything outside ASCII as an escape. */
const plain = (json) =>
  json.replace(/\\u([0-9a-f]{4})/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))

/** The README's receiver; what it prints is what it got. */
export async function receiverOn(port) {
  const command = replaced(block('createServer'), 'listen(9000)', `listen(${port})`)
  const child = spawn('bash', ['-c', `exec ${command}`], { stdio: ['ignore', 'pipe', 'inherit'] })
  let printed = ''
  child.stdout.setEncoding('utf8').on('data', (text) => (printed += text))
  const ended = new Promise((resolve) => child.on('exit', resolve))
  await until(
    () => fetch(`http://127.0.0.1:${port}`, { method: 'POST', body: 'ready?' }).catch(() => null),
    'the receiver of the README',
  )
  return {
    prints: (text) => until(() => plain(printed).includes(text), `"${text}" printed by the receiver`),
    stop: () => {
      child.kill()
      return ended
    },
  }
}

/** Takes away what the commands made. */
export async function removeEndpoint(id) {
  const answer = await fetch(`${hub}/v1/webhook-endpoints/${id}`, {
    method: 'DELETE',
    headers: { 'x-api-key': credentials.apiKey },
  })
  assert.ok(answer.ok, `the endpoint is removed: ${answer.status}`)
}
