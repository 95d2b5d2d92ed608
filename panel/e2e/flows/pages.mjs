import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hub, settled } from '../browser.mjs'
import { accessible, at, noProblems, stage } from '../stage.mjs'

/** What opens over a page is a page, too. */
const OVER = {
  '/messages': [firstRow, (page) => page.getByRole('button', { name: 'Contact' }).click()],
  '/messages?direction=outbound': [(page) => page.locator('main header button').last().click()],
  '/deliveries': [firstRow],
  '/api-keys': [],
  '/team': [(page) => page.locator('main header button').last().click()],
}

async function firstRow(page) {
  await page.getByRole('listitem').getByRole('button').first().click()
}

const pages = () => [
  '/',
  '/devices',
  '/devices?add=true',
  `/devices/${stage.company.device.id}`,
  '/messages',
  '/messages?direction=outbound',
  '/webhooks',
  '/webhooks?add=true',
  '/deliveries',
  '/api-keys?add=true',
  '/team',
  '/audit',
  '/tenants',
  '/tenants?add=true',
]

test('the company has something to show on every page', async () => {
  const { company, receiver } = stage
  const { id } = await company.call('/v1/webhook-endpoints', 'POST', {
    url: receiver.url,
    eventTypes: ['*'],
    description: 'CRM',
  })
  await company.call(`/v1/webhook-endpoints/${id}/test`, 'POST')
  await receiver.got('endpoint.test')
})

for (const { width, language } of [
  { width: 1280, language: 'es' },
  { width: 360, language: 'en' },
]) {
  test(`every page is accessible in light and dark, ${width} px, ${language}`, async () => {
    const opened = await at('/', { width, height: 760, language })
    const { page } = opened
    for (const path of pages()) {
      await page.goto(hub + path)
      await page.locator('#main h1').waitFor()
      await check(page, `${path} (${width})`)
      for (const act of OVER[path] ?? []) {
        await act(page)
        await check(page, `${path}, opened (${width})`)
        await page.keyboard.press('Escape')
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(overflow <= 0, `${path} is wider than ${width} px`)
    }
    await noProblems(opened)
  })
}

/** Everything in light; in dark only what can be different: the colours. */
async function check(page, where) {
  await settled(page)
  await accessible(page, where)
  const theme = (name) => page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), name)
  await theme('dark')
  await accessible(page, `${where}, dark`, ['color-contrast'])
  await theme('light')
}

test('the contract can be read with the same strict policy', async () => {
  const opened = await at('/')
  const { page } = opened
  const { headers } = await page.request.get(`${hub}/docs`).then((answer) => ({ headers: answer.headers() }))
  assert.doesNotMatch(headers['content-security-policy'], /unsafe/)
  await page.goto(`${hub}/docs`)
  await page.getByRole('heading', { name: '/v1/messages/send' }).first().waitFor()
  const laidOut = await page.evaluate(() => getComputedStyle(document.body).display)
  assert.equal(laidOut, 'grid', 'its styles are applied')
  await noProblems(opened)
})
