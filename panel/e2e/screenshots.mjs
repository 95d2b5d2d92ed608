// Every page, in both languages, both themes, wide and narrow, into panel/screenshots/. Words narrow it down: those
// with a dash choose looks (es-light-wide), the others pages (inbox); `readme` makes the pictures of README.md.
import { mkdir, writeFile } from 'node:fs/promises'
import { hub, launch, logIn, open, person, quiet, sandbox, settled } from './browser.mjs'
import { EMPTY, OUTSIDE, PAGES, PLATFORM } from './pages.mjs'
import { open as openShop } from './shop/open.mjs'

const target = new URL('../screenshots/', import.meta.url).pathname
const pictures = new URL('../../docs/pictures/', import.meta.url).pathname
const TALLEST = 1_800

const LOOKS = []
for (const language of ['es', 'en'])
  for (const theme of ['light', 'dark'])
    for (const [size, width, height] of [
      ['wide', 1360, 860],
      ['narrow', 360, 760],
    ])
      LOOKS.push({ name: `${language}-${theme}-${size}`, language, theme, width, height })

const words = process.argv.slice(2)
const isLook = (word) => LOOKS.some(({ name }) => name.includes(word))
const looksWanted = words.filter(isLook)
const pagesWanted = words.filter((word) => !isLook(word))
const wanted = (title) => pagesWanted.length === 0 || pagesWanted.some((word) => title.startsWith(word))

const browser = await launch()
const shop = await openShop(browser)
const faults = []

/** The pages of one list, one after the other in the same tab. */
async function shoot(page, look, list, ready) {
  let before
  for (const [title, path, act] of list) {
    if (!wanted(title)) continue
    await page.setViewportSize({ width: look.width, height: look.height })
    try {
      await go(page, typeof path === 'function' ? path({ shop }) : path, before)
      before = act ?? 'nothing'
      await ready(page)
      await act?.(page, { shop })
      await quiet(page)
    } catch (error) {
      faults.push(`${title}-${look.name}: ${error.message.split('\n')[0]}`)
    }
    await unroll(page, look)
    await page.waitForTimeout(250)
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    if (overflow > 0) faults.push(`${title}-${look.name}: wider than the window by ${overflow}px`)
    await page.screenshot({ path: `${target}${title}-${look.name}.png` })
    await page.unrouteAll()
  }
}

/** Within the panel if nothing was opened before, which is quicker; else anew. */
async function go(page, path, before) {
  if (before !== 'nothing') {
    await page.goto(hub + path, { waitUntil: 'commit' })
    // The same address with another hash is no new page.
    if (path.includes('#')) await page.reload()
    return
  }
  await page.evaluate((to) => {
    history.pushState({}, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
  await page.waitForTimeout(300)
}

/** A page that goes on below the edge is shown as a whole. */
async function unroll(page, { width, height }) {
  const below = await page.evaluate(() => {
    if (document.querySelector('[role=dialog]')) return 0
    const main = document.querySelector('main') ?? document.documentElement
    return Math.max(
      main.scrollHeight - main.clientHeight,
      document.documentElement.scrollHeight - window.innerHeight,
    )
  })
  if (below > 0) await page.setViewportSize({ width, height: Math.min(height + below, TALLEST) })
}

const inside = (page) => page.locator('main h1').first().waitFor()
const outside = (page) => page.locator('h1').first().waitFor()

async function everything(look) {
  const stranger = await person(browser, { ...look, timezoneId: shop.zone })
  const first = await open(stranger, look)
  await shoot(first.page, look, OUTSIDE, outside)
  await stranger.close()

  for (const [tenantId, list, who] of [
    [shop.tenantId, PAGES, shop.login],
    [shop.emptyId, [...PLATFORM, ...EMPTY], undefined],
  ]) {
    if (!list.some(([title]) => wanted(title))) continue
    const context = await person(browser, { ...look, timezoneId: shop.zone })
    const { page, problems } = await open(context, look)
    await logIn(page, tenantId, who)
    await shoot(page, look, list, inside)
    // The page that cannot ask the hub complains, as it should.
    faults.push(
      ...problems.filter((text) => !/status of 503/.test(text)).map((text) => `${look.name}: ${text}`),
    )
    await context.close()
  }
  if (wanted('sandbox')) await sandboxPages(look)
}

async function sandboxPages(look) {
  const context = await person(browser, look)
  const { page } = await open(context, { ...look, at: new URL(sandbox).origin })
  await page.emulateMedia({ colorScheme: look.theme })
  await page.addInitScript((language) => localStorage.setItem('language', language), look.language)
  await page.goto(`${sandbox}/sandbox`)
  await page.locator('article').first().waitFor({ state: 'attached' })
  const tabs = page.getByRole('navigation').getByRole('button')
  await page.waitForTimeout(500)
  await page.screenshot({ path: `${target}sandbox-${look.name}.png` })
  for (let tab = 0; tab < (await tabs.count()); tab++) {
    if (!(await tabs.nth(tab).isVisible())) continue
    await tabs.nth(tab).evaluate((button) => button.click())
    await page.waitForTimeout(250)
    await page.screenshot({ path: `${target}sandbox-${tab + 1}-${look.name}.png` })
  }
  await context.close()
}

/** What README.md shows, small enough for a repository. */
async function readme() {
  await mkdir(pictures, { recursive: true })
  const look = { language: 'es', theme: 'light', width: 1360, height: 850 }
  const context = await person(browser, { ...look, timezoneId: shop.zone })
  const { page } = await open(context, look)
  await logIn(page, shop.tenantId, shop.login)
  const session = await context.newCDPSession(page)
  for (const [title, picture] of [
    ['home', 'dashboard'],
    ['inbox-thread', 'inbox'],
    ['delivery-failing', 'delivery'],
  ]) {
    const [, path, act] = PAGES.find(([name]) => name === title)
    await page.goto(hub + path)
    await inside(page)
    await act?.(page, { shop })
    await settled(page)
    await page.waitForTimeout(1_000)
    const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 82 })
    await writeFile(`${pictures}${picture}.webp`, Buffer.from(data, 'base64'))
  }
  await context.close()
}

await mkdir(target, { recursive: true })
if (words.includes('readme')) await readme()
else
  for (const look of LOOKS)
    if (looksWanted.length === 0 || looksWanted.some((word) => look.name.includes(word)))
      await everything(look)
await browser.close()
faults.forEach((fault) => console.error(fault))
process.exit(faults.length ? 1 : 0)
