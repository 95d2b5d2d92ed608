// Every page, in both languages, both themes, wide and narrow, into panel/screenshots/.
import { mkdir } from 'node:fs/promises'
import { credentials, hub, launch, logIn, open, person, settled } from './browser.mjs'

const target = new URL('../screenshots/', import.meta.url).pathname
await mkdir(target, { recursive: true })

const LOOKS = []
for (const language of ['es', 'en'])
  for (const theme of ['light', 'dark'])
    for (const [size, width, height] of [
      ['wide', 1360, 860],
      ['narrow', 360, 760],
    ])
      LOOKS.push({ language, theme, size, width, height })

const only = process.argv.slice(2)
const row = '[role=list] button, table tbody button, ul.divide-y button'

/** The number of the demo that waits for its QR code. */
async function linkDialog(page) {
  await page.goto(`${hub}/devices/${credentials.webDeviceId}`)
  await page.locator('main header button').first().click()
  await page.locator('[role=dialog] img').waitFor()
}

/** A page is an address and, perhaps, what to press to see the state that is wanted. */
const PAGES = [
  ['home', '/'],
  ['devices', '/devices'],
  ['device-add', '/devices?add=true'],
  ['device', '/devices', (page) => page.locator(row).first().click()],
  ['device-link', '/devices', linkDialog],
  ['meta', '/devices/meta'],
  ['templates', '/templates'],
  ['template', '/templates', (page) => page.locator(row).first().click()],
  ['template-new', '/templates/new'],
  ['alerts', '/alerts'],
  ['alert-settings', '/alerts?settings=true'],
  ['agent', '/agent'],
  ['agent-settings', '/agent?tab=settings'],
  ['agent-try', '/agent?tab=try'],
  ['agent-runs', '/agent?tab=runs'],
  ['messages', '/messages'],
  ['message', '/messages', (page) => page.locator(row).first().click()],
  ['message-picture', '/messages?type=image', (page) => page.locator(row).first().click()],
  ['message-audio', '/messages?type=audio', (page) => page.locator(row).first().click()],
  ['message-failed', '/messages?status=failed', (page) => page.locator(row).first().click()],
  ['message-send', '/messages', (page) => page.locator('main header button').last().click()],
  ['endpoints', '/webhooks'],
  ['endpoint-add', '/webhooks?add=true'],
  ['endpoint', '/webhooks', (page) => page.locator(row).first().click()],
  ['events', '/webhooks/events'],
  ['deliveries', '/deliveries'],
  ['delivery', '/deliveries', (page) => page.locator(row).first().click()],
  ['developers', '/developers'],
  ['logs', '/logs'],
  ['log', '/logs', (page) => page.locator(row).first().click()],
  ['keys', '/api-keys'],
  ['key-add', '/api-keys?add=true'],
  ['team', '/team'],
  ['team-invite', '/team', (page) => page.locator('main header button').last().click()],
  ['audit', '/audit'],
  ['tenants', '/tenants'],
  ['tenant-add', '/tenants?add=true'],
]

const browser = await launch()
const faults = []
for (const look of LOOKS) {
  const name = `${look.language}-${look.theme}-${look.size}`
  if (only.length && !only.some((word) => name.includes(word))) continue
  const context = await person(browser, look)
  const { page, problems } = await open(context, look)
  await page.goto(`${hub}/login`)
  await settled(page)
  await page.screenshot({ path: `${target}login-${name}.png` })
  await logIn(page)
  for (const [title, path, act] of PAGES) {
    await page.goto(hub + path)
    await page.locator('main h1').waitFor()
    await settled(page)
    if (act) {
      try {
        await act(page)
      } catch {
        console.log(`${title}: nothing to open`)
        continue
      }
      await page.waitForTimeout(300)
      await settled(page)
    }
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (overflow > 0) faults.push(`${title}-${name}: wider than the window by ${overflow}px`)
    await page.screenshot({ path: `${target}${title}-${name}.png` })
  }
  faults.push(...problems.map((problem) => `${name}: ${problem}`))
  await context.close()
}
await browser.close()
faults.forEach((fault) => console.error(fault))
process.exit(faults.length ? 1 : 0)
