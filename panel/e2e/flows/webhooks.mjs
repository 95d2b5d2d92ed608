import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hub } from '../browser.mjs'
import { at, noProblems, stage, verifiedByOurSnippet } from '../stage.mjs'
import { stamp } from '../world.mjs'

test('a receiver that fails is waited for, its events are replayed, its secret is rotated', async () => {
  const { ana, company, receiver } = stage
  const opened = await at('/webhooks?add=true')
  const { page } = opened
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Address (URL)').fill(receiver.url)
  await dialog.getByRole('button', { name: 'Create', exact: true }).click()
  await dialog.getByText('Signing secret').waitFor()
  const secret = await dialog.locator('code').first().innerText()
  assert.match(secret, /^whsec_/)
  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  await page.getByRole('heading', { level: 1, name: receiver.url }).waitFor()
  const endpoint = new URL(page.url()).pathname

  const text = `pedido ${stamp}`
  await ana.writes(company.phone, text)
  const first = await receiver.got(text)
  assert.ok(
    await verifiedByOurSnippet(secret, first),
    'the snippet that the panel shows verifies the signature',
  )

  await page.goto(`${hub}/deliveries`)
  await page.getByLabel('Endpoint', { exact: true }).selectOption({ label: receiver.url })
  const delivery = (state) =>
    page.getByRole('listitem').filter({ hasText: 'message.received' }).filter({ hasText: state })
  await delivery('Delivered').first().getByRole('button').click()
  await dialog.getByText('HTTP 200').waitFor()
  await dialog.getByText('from the receiver').waitFor()
  await page.keyboard.press('Escape')

  receiver.answerWith(500)
  const lost = `reclamo ${stamp}`
  await ana.writes(company.phone, lost)
  const refused = await receiver.got(lost, 500)
  await delivery('Waiting').first().getByRole('button').click()
  await dialog.getByText('HTTP 500').first().waitFor()
  receiver.answerWith(200)
  await dialog.getByRole('button', { name: 'Try now' }).click()
  await dialog.getByText('HTTP 200').first().waitFor()
  const arrived = await receiver.got(lost)
  assert.equal(arrived.headers['webhook-id'], refused.headers['webhook-id'])
  await page.keyboard.press('Escape')

  receiver.received.length = 0
  await page.goto(hub + endpoint)
  await page.getByRole('button', { name: 'Replay events' }).click()
  await dialog.getByLabel('Which ones').selectOption('all')
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click()
  await dialog.getByText(/events? waits? for delivery again/).waitFor()
  await dialog.getByRole('button', { name: 'Close' }).last().click()
  const replayed = await receiver.got(text)
  assert.equal(replayed.headers['webhook-id'], first.headers['webhook-id'])

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Rotate the secret' }).click()
  await dialog.getByRole('button', { name: 'Rotate', exact: true }).click()
  await dialog.getByText('The previous secret is also valid until').waitFor()
  const next = await dialog.locator('code').first().innerText()
  assert.notEqual(next, secret)
  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  await page.getByRole('button', { name: 'Send a test event' }).click()
  await dialog.getByText('HTTP 200').first().waitFor()
  const signedTwice = await receiver.got('endpoint.test')
  for (const valid of [secret, next]) assert.ok(await verifiedByOurSnippet(valid, signedTwice))
  await page.keyboard.press('Escape')

  await page.goto(hub + endpoint)
  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(`${hub}/webhooks`)
  await noProblems(opened)
})

test('an API key is shown once, works, and is revoked', async () => {
  const opened = await at('/api-keys')
  const { page } = opened
  await page.getByRole('button', { name: 'Create a key' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(`CRM ${stamp}`)
  await dialog.getByRole('button', { name: 'Create a key' }).click()
  await dialog.getByText('Keep the key now').waitFor()
  const key = await dialog.locator('code').innerText()
  await dialog.getByRole('button', { name: 'I have stored it' }).click()
  const ask = () => fetch(`${hub}/v1/messages`, { headers: { 'x-api-key': key } })
  assert.equal((await ask()).status, 200)
  const row = page.getByRole('row').filter({ hasText: `CRM ${stamp}` })
  await row.getByRole('button', { name: 'Revoke' }).click()
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await row.getByText('Revoked').waitFor()
  assert.equal((await ask()).status, 401)
  await noProblems(opened)
})
