// The browser flows, against a running hub with its sandbox (`./dev up`). See README.md for the settings.
// node e2e/run.mjs [FLOW…]: only those, in this order; --but FLOW…: all others. Each run has a company of its own, so
// two can go side by side.
import { readdirSync } from 'node:fs'
import { after, before } from 'node:test'
import { raise, strike } from './stage.mjs'

const ALL = [
  'readme',
  'login',
  'accounts',
  'devices',
  'linking',
  'messages',
  'webhooks',
  'alarm',
  'templates',
  'companies',
  'newcomer',
  'inbox',
  'answering',
  'reading',
  'person',
  'changing',
  'palette',
  'scale',
  'sandbox',
  'pages',
]

before(raise)
after(strike)

const asked = process.argv.slice(2)
const flows = asked[0] === '--but' ? ALL.filter((flow) => !asked.includes(flow)) : asked.length ? asked : ALL
const written = readdirSync(new URL('flows', import.meta.url)).map((file) => file.replace('.mjs', ''))
const forgotten = written.filter((flow) => !ALL.includes(flow))
if (forgotten.length) throw new Error(`not among all flows: ${forgotten}`)
for (const flow of flows) await import(`./flows/${flow}.mjs`)
