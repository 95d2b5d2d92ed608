// The browser flows, against a running hub with its sandbox (`./dev up`). See README.md for the settings.
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import { AxeBuilder } from '@axe-core/playwright'
import { credentials, hub, launch, logIn, open, settled } from './browser.mjs'

const stamp = Date.now().toString(36)
const ana = { phone: `+5491144${String(Date.now()).slice(-6)}`, name: `Ana ${stamp}` }
let browser
let receiver

before(async () => {
  browser = await launch()
  receiver = await startReceiver()
})
after(async () => {
  await browser?.close()
  receiver?.close()
})

/** A customer's system: keeps what comes and answers what the test wants. */
async function startReceiver() {
  const received = []
  let status = 200
  const server = createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk)
    received.push({ headers: request.headers, body: Buffer.concat(chunks) })
    response.writeHead(status, { 'content-type': 'application/json' }).end('{"answer":"from the receiver"}')
  })
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${server.address().port}/hook-${stamp}`,
    received,
    answerWith: (code) => (status = code),
    close: () => server.close(),
  }
}

async function json(url, method = 'GET', body = undefined, headers = {}) {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body && JSON.stringify(body),
  })
  assert.ok(answer.ok, `${method} ${url} answered ${answer.status}: ${await answer.clone().text()}`)
  return answer.json()
}

const asProgram = { 'x-api-key': credentials.apiKey, 'x-tenant-id': credentials.tenantId }

async function anaWrites(text) {
  const device = await json(`${hub}/v1/devices/${credentials.deviceId}`, 'GET', undefined, asProgram)
  const phone = encodeURIComponent(ana.phone)
  await json(`${credentials.sandbox}/sandbox/phones/${phone}/messages`, 'POST', {
    to: device.phone,
    type: 'text',
    text: { body: text },
  })
}

async function signedInPage(looks) {
  const opened = await open(browser, { language: 'en', ...looks })
  await logIn(opened.page)
  return opened
}

async function noProblems({ page, problems, context }) {
  assert.deepEqual(problems, [], `${page.url()}: errors in the browser`)
  await context.close()
}

test('a person logs in and finds what is going on', async () => {
  const opened = await signedInPage()
  await opened.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  await opened.page.getByText('Live', { exact: true }).waitFor()
  await noProblems(opened)
})

test('a wrong password is refused in words', async () => {
  const opened = await open(browser, { language: 'en' })
  const { page } = opened
  await page.goto(`${hub}/login`)
  await page.getByLabel('Email').fill(credentials.email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('The email or the password is not right.').waitFor()
  await noProblems(opened)
})

test('an administrator adds a number by its credentials and sees what is right with them', async () => {
  const business = await json(`${credentials.sandbox}/sandbox/businesses`, 'POST', {
    name: `Panel ${stamp}`,
    phone: `+5491155${String(Date.now()).slice(-6)}`,
  })
  const opened = await signedInPage()
  const { page } = opened
  await page.goto(`${hub}/devices`)
  await page.getByRole('button', { name: 'Add a number' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(`Panel ${stamp}`)
  await dialog.getByLabel('Phone number ID').fill(business.phoneNumberId)
  await dialog.getByLabel('WhatsApp Business Account ID').fill(business.wabaId)
  await dialog.getByLabel('Access token').fill(business.accessToken)
  await dialog.getByLabel('App secret').fill(business.appSecret)
  await dialog.getByRole('button', { name: 'Add and check' }).click()
  await dialog.getByText('Callback URL').waitFor()
  await dialog.getByText(/Everything is right|Something has to be put right/).waitFor()
  await dialog.getByRole('button', { name: 'See the device' }).click()
  await page.getByRole('heading', { level: 1, name: `Panel ${stamp}` }).waitFor()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('textbox').fill(`Panel ${stamp}`)
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(`${hub}/devices`)
  await noProblems(opened)
})

test('a message arrives live, its delivery and the answer of the receiver can be seen', async () => {
  await json(`${credentials.sandbox}/sandbox/phones`, 'POST', ana)
  const opened = await signedInPage()
  const { page } = opened

  await page.goto(`${hub}/webhooks`)
  await page.getByRole('button', { name: 'Create an endpoint' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address (URL)').fill(receiver.url)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await dialog.getByText('Signing secret').waitFor()
  const secret = await dialog.locator('code').first().innerText()
  assert.match(secret, /^whsec_/)
  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  await page.getByRole('heading', { level: 1, name: receiver.url }).waitFor()

  await page.goto(`${hub}/messages`)
  await page.getByText('Live', { exact: true }).waitFor()
  const text = `hola ${stamp}`
  await anaWrites(text)
  const row = page.getByRole('listitem').filter({ hasText: text })
  await row.waitFor({ timeout: 5000 })
  await row.getByRole('button').click()
  await page.getByRole('dialog').getByRole('heading', { name: ana.name }).waitFor()
  await page.keyboard.press('Escape')

  await until(() => receiver.received.some(({ body }) => body.includes(text)))
  const { headers, body } = receiver.received.find(({ body }) => body.includes(text))
  assert.ok(
    await verifiedByOurSnippet(secret, headers, body),
    'the snippet that the panel shows verifies the signature',
  )

  await page.goto(`${hub}/deliveries`)
  await page.getByLabel('Endpoint', { exact: true }).selectOption({ label: receiver.url })
  const delivery = page
    .getByRole('listitem')
    .filter({ hasText: 'message.received' })
    .filter({ hasText: 'Delivered' })
  await delivery.first().waitFor({ timeout: 10_000 })
  await delivery.first().getByRole('button').click()
  await page.getByRole('dialog').getByText('HTTP 200').waitFor()
  await page.getByRole('dialog').getByText('from the receiver').waitFor()
  await page.keyboard.press('Escape')

  receiver.answerWith(500)
  await page.goto(`${hub}/webhooks`)
  await page.getByRole('button', { name: `Open ${receiver.url}` }).click()
  await page.getByRole('button', { name: 'Send a test event' }).click()
  await page.getByRole('dialog').getByText('HTTP 500').first().waitFor({ timeout: 10_000 })
  receiver.answerWith(200)
  await page.getByRole('button', { name: 'Try now' }).click()
  await page.getByRole('dialog').getByText('HTTP 200').first().waitFor({ timeout: 10_000 })
  await page.keyboard.press('Escape')

  await page.goto(`${hub}/webhooks`)
  await page.getByRole('button', { name: `Open ${receiver.url}` }).click()
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(`${hub}/webhooks`)
  await noProblems(opened)
})

test('a session that ends keeps what was typed', async () => {
  const opened = await signedInPage()
  const { page } = opened
  await page.goto(`${hub}/messages`)
  await page.getByRole('button', { name: 'Send a message' }).first().click()
  await page.getByLabel('To', { exact: true }).fill(ana.phone)
  const text = `typed before the session ended ${stamp}`
  await page.getByLabel('Text', { exact: true }).fill(text)
  const refuse = (route) =>
    route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{}' })
  await page.route('**/v1/auth/refresh', refuse)
  await page.route('**/messages/send', refuse, { times: 1 })
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  const again = page.getByRole('dialog', { name: 'Your session has ended' })
  await again.waitFor()
  await again.getByLabel('Password', { exact: true }).fill(credentials.password)
  await page.unroute('**/v1/auth/refresh')
  await again.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('Queued for sending.').waitFor()
  await page.getByRole('listitem').filter({ hasText: text }).first().waitFor()
  await noProblems(opened)
})

test('signing out leaves nothing behind', async () => {
  const opened = await signedInPage()
  const { page } = opened
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(`${hub}/login`)
  await page.goto(`${hub}/devices`)
  await page.waitForURL(`${hub}/login?to=%2Fdevices`)
  await noProblems(opened)
})

/** What opens over a page is a page, too. */
const OVER = {
  '/messages': [
    firstRow,
    (page) => page.getByRole('button', { name: 'Send a message' }).click(),
    (page) => page.getByRole('button', { name: 'Contact' }).click(),
  ],
  '/deliveries': [firstRow],
  '/api-keys': [(page) => page.getByRole('button', { name: 'Create a key' }).first().click()],
  '/team': [(page) => page.getByRole('button', { name: 'Invite' }).click()],
}

async function firstRow(page) {
  const row = page.getByRole('listitem').getByRole('button').first()
  if (await row.isVisible()) await row.click()
}

const PAGES = ['/', '/devices', '/devices?add=true', `/devices/${credentials.deviceId}`, '/messages', '/webhooks', '/webhooks?add=true', '/deliveries', '/api-keys', '/team', '/audit'] // prettier-ignore

for (const theme of ['light', 'dark']) {
  for (const width of [1280, 360]) {
    test(`every page is accessible, ${theme}, ${width} px`, async () => {
      const opened = await signedInPage({ theme, width })
      for (const path of PAGES) {
        await opened.page.goto(hub + path)
        await opened.page.locator('main h1').waitFor()
        await settled(opened.page)
        await accessible(opened.page, `${path} (${theme}, ${width})`)
        for (const act of OVER[path] ?? []) {
          await act(opened.page)
          await settled(opened.page)
          await accessible(opened.page, `${path}, opened (${theme}, ${width})`)
          await opened.page.keyboard.press('Escape')
        }
        const overflow = await opened.page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        )
        assert.ok(overflow <= 0, `${path} is wider than ${width} px`)
      }
      await noProblems(opened)
    })
  }
}

async function accessible(page, where) {
  const { violations } = await new AxeBuilder({ page }).analyze()
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
  assert.deepEqual(found, [], where)
}

async function until(condition, timeoutMs = 10_000) {
  const end = Date.now() + timeoutMs
  while (!condition()) {
    if (Date.now() > end) throw new Error('waited in vain')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function verifiedByOurSnippet(secret, headers, body) {
  const source = await readFile(
    new URL('../src/features/webhooks/snippets/verify.js.txt', import.meta.url),
    'utf8',
  )
  const { verify } = await import(`data:text/javascript,${encodeURIComponent(source)}`)
  return verify(secret, headers, body)
}
