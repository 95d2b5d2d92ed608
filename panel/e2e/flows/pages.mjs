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
  '/devices/meta',
  '/templates',
  '/templates/new',
  '/alerts',
  '/alerts?settings=true',
  '/agent',
  '/agent?tab=settings',
  '/agent?tab=try',
  '/agent?tab=runs',
  '/webhooks',
  '/webhooks?add=true',
  '/webhooks/events',
  '/deliveries',
  '/developers',
  '/logs',
  '/api-keys?add=true',
  '/team',
  '/audit',
  '/settings',
  '/settings?tab=privacy',
  '/account',
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

/** Every page in both themes, widths and languages; not in all of their combinations, which would take minutes. */
for (const { width, language, theme } of [
  { width: 1280, language: 'es', theme: 'light' },
  { width: 360, language: 'en', theme: 'dark' },
]) {
  test(`every page is accessible, ${width} px, ${language}, ${theme}`, async () => {
    const opened = await at('/', { width, height: 760, language, theme })
    const { page } = opened
    for (const path of pages()) {
      await page.goto(hub + path)
      await page.locator('#main h1:visible').first().waitFor()
      await settled(page)
      await accessible(page, path)
      for (const act of OVER[path] ?? []) {
        await act(page)
        await settled(page)
        await accessible(page, `${path}, opened`)
        await page.keyboard.press('Escape')
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(overflow <= 0, `${path} is wider than ${width} px`)
    }
    await noProblems(opened)
  })
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
