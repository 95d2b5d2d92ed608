/// Starts the sandbox, unless SANDBOX_URL says where one is, and runs the tests against it: npm test [-- file…]; ONLY='part of a name' runs some of them
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const here = new URL('.', import.meta.url).pathname
const jar = process.env.SANDBOX_JAR ?? path.join(here, '../../sandbox/target/palomar-sandbox.jar')
const folder = mkdtempSync(path.join(os.tmpdir(), 'palomar-engine-tests-'))
const java = process.env.JAVA_HOME ? path.join(process.env.JAVA_HOME, 'bin/java') : 'java'

const sandbox = process.env.SANDBOX_URL
  ? undefined
  : spawn(java, ['-Xmx512m', '-jar', jar], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, SANDBOX_PORT: '0', SANDBOX_TLS_CA_FILE: path.join(folder, 'authority.pem') },
    })
process.on('exit', () => {
  sandbox?.kill()
  rmSync(folder, { recursive: true, force: true })
})
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => process.exit(130))

const url = process.env.SANDBOX_URL ?? (await started())
const ca = path.join(folder, 'ca.pem')
writeFileSync(ca, /** @type {any} */ (await (await fetch(`${url}/sandbox/web`)).json()).caCertificate)

const named = process.argv.slice(2).map(file => path.resolve(file))
const files = named.length
  ? named
  : readdirSync(here)
      .filter(file => file.endsWith('.test.js'))
      .map(file => path.join(here, file))
const only = process.env.ONLY ? [`--test-name-pattern=${process.env.ONLY}`] : []
const reporter = process.env.REPORTER ? [`--test-reporter=${process.env.REPORTER}`] : []
const tests = spawn(
  process.execPath,
  ['--test', '--test-force-exit', `--test-concurrency=${Math.max(2, os.availableParallelism())}`, ...only, ...reporter, ...files],
  {
    stdio: 'inherit',
    env: { ...process.env, SANDBOX_URL: url, NODE_EXTRA_CA_CERTS: ca },
  },
)
tests.on('exit', code => process.exit(code ?? 1))

/** @returns {Promise<string>} */
function started() {
  return new Promise((done, failed) => {
    let said = ''
    sandbox?.stdout?.on('data', bytes => {
      said += bytes
      const ready = /sandbox ready on (http:\S+)\/sandbox/.exec(said)
      if (ready) done(ready[1])
    })
    sandbox?.on('error', failed)
    sandbox?.on('exit', () => failed(new Error(`the sandbox does not start: ${said}`)))
  })
}
