// Lighthouse on the pages people see most, in a browser of this machine, against a running hub that serves the panel as
// it is built: performance and accessibility. Both have to reach 95. A machine that has other things to do may fail
// the first two tries; the best of three counts.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse, { desktopConfig } from 'lighthouse'
import { chromium } from 'playwright-core'
import { credentials, executablePath, hub, launch, logIn } from './browser.mjs'
import { open as openShop } from './shop/open.mjs'

const LEAST = 95
const TRIES = 3
const CATEGORIES = ['performance', 'accessibility']
const reports = new URL('../test-results/', import.meta.url).pathname

async function freePort() {
  const probe = createServer()
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address()
  await new Promise((resolve) => probe.close(resolve))
  return port
}

/** The best of some tries, and what keeps it from being better. */
async function measure(title, path, port) {
  let best
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const { lhr, report } = await lighthouse(
      hub + path,
      { port, output: 'html', logLevel: 'error', onlyCategories: CATEGORIES, disableStorageReset: true },
      desktopConfig,
    )
    if (lhr.runtimeError) throw new Error(`${title}: ${lhr.runtimeError.message}`)
    const scores = CATEGORIES.map((category) => Math.round(lhr.categories[category].score * 100))
    if (!best || Math.min(...scores) > Math.min(...best.scores)) best = { title, scores, lhr, report }
    if (best.scores.every((score) => score >= LEAST)) break
  }
  await writeFile(join(reports, `lighthouse-${title}.html`), best.report)
  return best
}

function weaknesses({ lhr }) {
  return CATEGORIES.flatMap((category) => lhr.categories[category].auditRefs)
    .filter(({ id, weight }) => weight > 0 && (lhr.audits[id].score ?? 1) < 0.9)
    .map(({ id }) => `  ${id}: ${lhr.audits[id].displayValue ?? lhr.audits[id].title}`)
}

await mkdir(reports, { recursive: true })
const first = await launch()
const shop = await openShop(first)
await first.close()
const profile = await mkdtemp(join(tmpdir(), 'palomar-lighthouse-'))
const port = await freePort()
const browser = await chromium.launchPersistentContext(profile, {
  executablePath,
  args: [`--remote-debugging-port=${port}`, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
})
const found = []
try {
  found.push(await measure('login', '/login', port))
  const page = await browser.newPage()
  await logIn(page, shop.tenantId, credentials)
  found.push(await measure('dashboard', '/', port))
  found.push(await measure('inbox', '/inbox', port))
} finally {
  await browser.close().catch(() => {})
  await rm(profile, { recursive: true, force: true })
}

console.log(`${'page'.padEnd(12)}${CATEGORIES.map((name) => name.padStart(15)).join('')}`)
for (const each of found) {
  console.log(`${each.title.padEnd(12)}${each.scores.map((score) => String(score).padStart(15)).join('')}`)
  if (each.scores.some((score) => score < LEAST)) weaknesses(each).forEach((line) => console.log(line))
}
process.exit(found.every(({ scores }) => scores.every((score) => score >= LEAST)) ? 0 : 1)
