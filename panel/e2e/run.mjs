// The browser flows, against a running hub with its sandbox (`./dev up`). See README.md for the settings.
// node e2e/run.mjs [FLOW…]: only those, in this order; each run has a company of its own, so two can go side by side.
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
for (const flow of asked.length ? asked : ALL) await import(`./flows/${flow}.mjs`)
