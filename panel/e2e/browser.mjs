// What the browser flows and the screenshots share: Chromium, the hub's address and somebody to log in as.
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { chromium } from 'playwright-core'

export const executablePath = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-headless-shell',
]
  .filter(Boolean)
  .find((path) => existsSync(path))

export const credentialsFile = resolve(
  process.env.PALOMAR_CREDENTIALS ?? new URL('../../.dev/credentials.json', import.meta.url).pathname,
)

/** As `./dev up` writes it: {hub, sandbox, email, password, tenantId, deviceId, apiKey}. */
export const credentials = JSON.parse(readFileSync(credentialsFile, 'utf8'))
export const hub = (process.env.PALOMAR_URL ?? credentials.hub).replace(/\/$/, '')
export const sandbox = credentials.sandbox.replace(/\/$/, '')

/** How long anything may take on a machine that has a lot to do. What is there is not waited for. */
const PATIENCE = 60_000

export async function launch() {
  if (!executablePath) throw new Error('No Chromium found; set CHROMIUM_PATH')
  // A microphone that hums, and nobody who has to allow it.
  const args = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  return chromium.launch({ executablePath, args })
}

/** A browser of somebody: what one page of it remembers, the others do, too. */
export async function person(
  browser,
  { language = 'en', theme = 'light', timezoneId = 'America/Bogota' } = {},
) {
  const context = await browser.newContext({
    locale: language === 'es' ? 'es-AR' : 'en-GB',
    timezoneId,
    reducedMotion: 'reduce',
  })
  context.setDefaultTimeout(PATIENCE)
  await context.addInitScript(
    ([chosenLanguage, chosenTheme]) => {
      localStorage.setItem('palomar.language', chosenLanguage)
      localStorage.setItem('palomar.theme', chosenTheme)
    },
    [language, theme],
  )
  return context
}

/** A page of theirs. Notes every error of the console, every CSP refusal and every call to another host. */
export async function open(context, { width = 1280, height = 860, language, theme, at = hub } = {}) {
  const page = await context.newPage()
  await page.setViewportSize({ width, height })
  if (language) {
    await page.addInitScript((chosen) => localStorage.setItem('palomar.language', chosen), language)
  }
  if (theme) await page.addInitScript((chosen) => localStorage.setItem('palomar.theme', chosen), theme)
  const problems = []
  page.on('console', (message) => {
    // An expected refusal (the first refresh without a cookie) is logged by the browser itself.
    if (message.type() === 'error' && !/status of 40[149]/.test(message.text())) problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url())
    if (origin !== at && protocol.startsWith('http')) problems.push(`request to another host: ${origin}`)
  })
  return { context, page, problems }
}

/** Logs in by the form and goes into the company `tenantId`. */
export async function logIn(page, tenantId = credentials.tenantId, { email, password } = credentials) {
  await page.addInitScript((id) => localStorage.setItem('palomar.tenant', id), tenantId)
  await page.goto(`${hub}/login`)
  await page.locator('input[type=email]').fill(email)
  await page.locator('input[autocomplete=current-password]').fill(password)
  await page.locator('form button[type=submit]').click()
  await page.locator('#main h1:visible').first().waitFor()
}

/** Waits until nothing that can be seen is loading any more; the next page of a long list waits below. */
export async function settled(page) {
  await page.locator('h1').first().waitFor()
  await quiet(page)
}

/** The same for a page whose title is out of sight, as that of the inbox beside an open conversation on a phone. */
export async function quiet(page) {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('.animate-pulse-soft:not([aria-hidden] *)')].every(
      (element) =>
        element.getClientRects().length === 0 || element.getBoundingClientRect().top >= window.innerHeight,
    ),
  )
}
