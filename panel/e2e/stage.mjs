// What every flow begins with: the browser, the company, and pages on which its administrator is logged in.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { AxeBuilder } from '@axe-core/playwright'
import { hub, launch, logIn, open, person } from './browser.mjs'
import { company, customer, receiver } from './world.mjs'

export const stage = {}

export async function raise() {
  stage.browser = await launch()
  stage.company = await company()
  stage.ana = await customer()
  stage.receiver = await receiver()
}

export async function strike() {
  await stage.browser?.close()
  stage.receiver?.close()
  await stage.company?.remove()
}

/** A page of somebody nobody knows yet. */
export async function stranger(looks) {
  return open(await person(stage.browser, looks), looks)
}

/** A page in a browser of its own, logged in by the form. */
export async function loggedIn(looks) {
  const opened = await stranger(looks)
  await logIn(opened.page, stage.company.tenant.id)
  return opened
}

let administrator

/** A page of the administrator, who logged in once: a session lasts over pages. */
export async function at(path, looks = {}) {
  if (!administrator) {
    const opened = await loggedIn({})
    administrator = opened.context
    await opened.page.close()
    await administrator.addInitScript(
      (id) => localStorage.setItem('palomar.tenant', id),
      stage.company.tenant.id,
    )
  }
  const opened = await open(administrator, { language: 'en', theme: 'light', ...looks })
  await opened.page.goto(hub + path)
  await opened.page.locator('#main h1:visible').first().waitFor()
  return { ...opened, context: opened.page }
}

/** Ends a flow: the browser had nothing to complain about. */
export async function noProblems({ page, problems, context }) {
  assert.deepEqual(problems, [], `${page.url()}: errors in the browser`)
  await context.close()
}

export async function accessible(page, where) {
  // No frames and no captions to load here: axe need not look for them, which halves its time.
  const builder = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false })
  const { violations } = await builder.analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
  assert.deepEqual(found, [], where)
}

/** The snippet that the panel shows for JavaScript, at work. */
export async function verifiedByOurSnippet(secret, { headers, body }) {
  const source = await readFile(
    new URL('../src/features/webhooks/snippets/verify.js.txt', import.meta.url),
    'utf8',
  )
  const { verify } = await import(`data:text/javascript,${encodeURIComponent(source)}`)
  return verify(secret, headers, body)
}
