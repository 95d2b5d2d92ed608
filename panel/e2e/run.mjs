// The browser flows, against a running hub with its sandbox (`./dev up`). See README.md for the settings.
import { after, before } from 'node:test'
import { raise, strike } from './stage.mjs'

before(raise)
after(strike)

await import('./flows/readme.mjs')
await import('./flows/login.mjs')
await import('./flows/accounts.mjs')
await import('./flows/devices.mjs')
await import('./flows/linking.mjs')
await import('./flows/messages.mjs')
await import('./flows/inbox.mjs')
await import('./flows/answering.mjs')
await import('./flows/reading.mjs')
await import('./flows/person.mjs')
await import('./flows/changing.mjs')
await import('./flows/palette.mjs')
await import('./flows/scale.mjs')
await import('./flows/webhooks.mjs')
await import('./flows/alarm.mjs')
await import('./flows/templates.mjs')
await import('./flows/companies.mjs')
await import('./flows/sandbox.mjs')
await import('./flows/newcomer.mjs')
await import('./flows/pages.mjs')
