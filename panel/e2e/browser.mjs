// What the browser flows and the screenshots share: Chromium, the hub's address and somebody to log in as.
import { existsSync, readFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const executablePath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]
  .filter(Boolean)
  .find((path) => existsSync(path))

const file =
  process.env.PALOMAR_CREDENTIALS ?? new URL('../../.dev/credentials.json', import.meta.url).pathname

/** As `./dev up` writes it: {hub, sandbox, email, password, tenantId, deviceId, apiKey}. */
export const credentials = JSON.parse(readFileSync(file, 'utf8'))
export const hub = (process.env.PALOMAR_URL ?? credentials.hub).replace(/\/$/, '')

export async function launch() {
  if (!executablePath) throw new Error('No Chromium found; set CHROMIUM_PATH')
  return chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
}

/** A page in the given looks, logged in by the form. Notes every error of the console and every CSP refusal. */
export async function open(browser, { language = 'es', theme = 'light', width = 1280, height = 860 } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: language === 'es' ? 'es-AR' : 'en-GB',
    reducedMotion: 'reduce',
  })
  await context.addInitScript(
    ([chosenLanguage, chosenTheme]) => {
      localStorage.setItem('palomar.language', chosenLanguage)
      localStorage.setItem('palomar.theme', chosenTheme)
    },
    [language, theme],
  )
  const page = await context.newPage()
  const problems = []
  page.on('console', (message) => {
    // An expected refusal (the first refresh without a cookie) is logged by the browser itself.
    if (message.type() === 'error' && !/status of 40[149]/.test(message.text())) problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== hub && protocol.startsWith('http')) problems.push(`request to another host: ${origin}`)
  })
  return { context, page, problems }
}

export async function logIn(page) {
  await page.goto(`${hub}/login`)
  await page.locator('input[type=email]').fill(credentials.email)
  await page.locator('input[autocomplete=current-password]').fill(credentials.password)
  await page.locator('form button[type=submit]').click()
  await page.waitForURL((url) => url.pathname === '/')
  // Somebody with several companies chooses the one of the credentials file, else the first.
  const choice = page.locator('main h1')
  await choice.first().waitFor()
  if ((await page.locator('nav').count()) === 0) await page.locator('main button').first().click()
  await page.locator('nav').first().waitFor({ state: 'attached' })
}

/** Waits until nothing is loading any more. */
export async function settled(page) {
  await page
    .waitForFunction(
      () => document.querySelector('.animate-pulse-soft:not([aria-hidden] *)') === null,
      null,
      {
        timeout: 10_000,
      },
    )
    .catch(() => undefined)
  await page.waitForTimeout(150)
}
