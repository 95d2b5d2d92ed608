import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { hub, logIn } from '../browser.mjs'
import { CONVERSATIONS, crowd, databaseFolder, MESSAGES } from '../crowd.mjs'
import { scrolled } from '../smooth.mjs'
import { noProblems, stranger } from '../stage.mjs'
import { until } from '../world.mjs'

/**
 * The most that the main thread may work on one frame, in milliseconds of processor. The budget is 50; a machine that
 * does other things at the same time makes the same work dearer.
 */
const DEAREST_FRAME = 100
const BUDGET = 50
const NODES = 12_000

const LIST = '[role=region][aria-label=Conversations]'
const THREAD = '[data-thread]'

const skip = databaseFolder() === null && 'the hub uses a database of its own that this test cannot fill'
let company

after(async () => {
  await company?.remove()
})

async function opened(pathIn) {
  company ??= await crowd()
  const made = await stranger()
  await logIn(made.page, company.tenant.id)
  await made.page.goto(hub + pathIn(company))
  return made
}

function smooth(t, what, { tasks, shift, blank, moved, median, longTasks, frames }) {
  t.diagnostic(
    `${what}: ${frames} frames, median ${median} ms, ${longTasks.length} long tasks; ` +
      `dearest frames ${tasks.slice(0, 3).join(', ')} ms of processor`,
  )
  assert.ok((tasks[0] ?? 0) < DEAREST_FRAME, `${what}: a frame cost ${tasks[0]} ms`)
  const dear = tasks.filter((ms) => ms > BUDGET).length
  assert.ok(
    dear <= frames * 0.05,
    `${what}: ${dear} of ${frames} frames cost more than ${BUDGET} ms: ${tasks}`,
  )
  assert.ok(shift < 0.01, `${what}: what was looked at moved by ${shift}: ${moved}`)
  assert.ok(blank <= frames * 0.1, `${what}: nothing was drawn in ${blank} of ${frames} frames`)
}

async function nodes(page) {
  const client = await page.context().newCDPSession(page)
  const { metrics } = await client
    .send('Performance.enable')
    .then(() => client.send('Performance.getMetrics'))
  await client.detach()
  return metrics.find(({ name }) => name === 'Nodes').value
}

test(`${CONVERSATIONS} conversations scroll without a stutter`, { skip }, async (t) => {
  const made = await opened(() => '/inbox')
  const { page } = made
  await page.locator('[data-conversation]').first().waitFor()
  smooth(t, 'down the list', await scrolled(page, LIST, { step: 200, frames: 60 }))
  smooth(t, 'up again', await scrolled(page, LIST, { step: -200, frames: 60 }))
  assert.ok((await nodes(page)) < NODES, 'only what is in sight is drawn')
  await noProblems(made)
})

test(`a thread of ${MESSAGES} messages scrolls into the past without a stutter`, { skip }, async (t) => {
  const made = await opened(({ thread }) => `/inbox/${thread}`)
  const { page } = made
  const at = (text) => page.locator(THREAD).getByRole('listitem').filter({ hasText: text })
  await at(`Mensaje ${MESSAGES}`).waitFor()
  smooth(t, 'into the past', await scrolled(page, THREAD, { step: -150, frames: 60 }))

  // What is read stays where it is while older messages come above it.
  let release
  const gate = new Promise((resolve) => (release = resolve))
  await page.route('**/messages?*cursor=*', async (route) => {
    await gate
    await route.continue()
  })
  const height = await page.evaluate((thread) => {
    const scroller = document.querySelector(thread)
    scroller.scrollTop = 1_000
    return scroller.scrollHeight
  }, THREAD)
  await page.waitForTimeout(500)
  const before = await page.evaluate(readingPlace, [THREAD])
  release()
  await page.waitForFunction(
    ([thread, known]) => document.querySelector(thread).scrollHeight > known + 1_000,
    [THREAD, height],
  )
  await page.waitForTimeout(200)
  const now = await page.evaluate(readingPlace, [THREAD, before.text])
  assert.ok(now && Math.abs(now.top - before.top) <= 2, `moved from ${before.top} to ${now?.top}`)
  assert.ok((await nodes(page)) < NODES, 'only what is in sight is drawn')
  await noProblems(made)
})

test('an old message opens in its place, and from there one reads on to the newest', { skip }, async () => {
  company ??= await crowd()
  const old = await oldMessage()
  const made = await opened(({ thread }) => `/inbox/${thread}?message=${old.id}`)
  const { page } = made
  const said = (text) => page.locator(THREAD).getByText(text).first()
  await said(/^Mensaje 20000$/).waitFor()
  assert.ok(await inSight(said(/^Mensaje 20000$/)), 'the message is in sight')
  await until(async () => {
    await page.evaluate((thread) => {
      document.querySelector(thread).scrollTop += 300
    }, THREAD)
    return said(/^Mensaje 20061\b/).isVisible()
  }, 'what comes after the messages around it')
  await page.getByRole('button', { name: 'Newest' }).click()
  const newest = said(new RegExp(`^Mensaje ${MESSAGES}`))
  await newest.waitFor()
  assert.ok(await inSight(newest), 'the newest is in sight')
  await noProblems(made)
})

/** A text thirty thousand messages back. */
async function oldMessage() {
  const { data } = await company.call(`/v1/messages?wireId=crowd.${20_000}`)
  return data[0]
}

/** Runs in the page: the message under the middle of the thread, and where it stands. */
function readingPlace([thread, text]) {
  const scroller = document.querySelector(thread)
  const { top, height } = scroller.getBoundingClientRect()
  const items = [...scroller.querySelectorAll('[role=listitem]')]
  const item = items.find((each) =>
    text ? each.textContent === text : each.getBoundingClientRect().bottom > top + height / 2,
  )
  return item ? { text: item.textContent, top: item.getBoundingClientRect().top } : null
}

async function inSight(locator) {
  return locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect()
    return bottom > 0 && top < window.innerHeight
  })
}
