import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, noProblems, stage } from '../stage.mjs'
import { stamp, until } from '../world.mjs'

/** A red square of two by two. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg=='

test('a message that comes in appears on the list while one looks', async () => {
  const { ana, company } = stage
  const opened = await at('/messages')
  const { page } = opened
  await page.getByText('Live', { exact: true }).waitFor()
  const text = `hola ${stamp}`
  await ana.writes(company.phone, text)
  const row = page.getByRole('listitem').filter({ hasText: text })
  await row.waitFor()
  await row.getByRole('button').click()
  await page.getByRole('dialog').getByRole('heading', { name: ana.name }).waitFor()
  await page.getByRole('dialog').getByRole('button', { name: 'Mark as read' }).click()
  await page.getByText('Marked as read.').waitFor()
  await noProblems(opened)
})

test('what is sent from the panel is seen to be sent, delivered and read', async () => {
  const { ana, company } = stage
  await ana.writes(company.phone, `¿precio? ${stamp}`)
  await ana.switches(false)
  const opened = await at('/messages')
  const { page } = opened
  await page.getByText('Live', { exact: true }).waitFor()
  const question = page.getByRole('listitem').filter({ hasText: `¿precio? ${stamp}` })
  await question.getByRole('button').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Reply' }).click()
  const dialog = page.getByRole('dialog', { name: `Reply to ${ana.name}` })
  const text = `vale 100 ${stamp}`
  await dialog.getByLabel('Text', { exact: true }).fill(text)
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  const row = page.getByRole('listitem').filter({ hasText: text })
  await row.getByText('Sent', { exact: true }).waitFor()
  await row.getByRole('button').click()
  const drawer = page.getByRole('dialog')
  const history = drawer.getByRole('list').filter({ hasText: 'Queued' })
  await history.getByText('Sent', { exact: true }).waitFor()
  await ana.switches(true)
  await history.getByText('Delivered', { exact: true }).waitFor()
  await until(
    async () => (await ana.received()).some((message) => message.text?.body === text),
    'the message on the phone',
  )
  await ana.reads()
  await history.getByText('Read', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await row.getByText('Read', { exact: true }).waitFor()
  await noProblems(opened)
})

test('a picture is shown and can be enlarged', async () => {
  const { ana, company } = stage
  await ana.sends(company.phone, {
    type: 'image',
    image: { data: PICTURE, mime_type: 'image/png', caption: `foto ${stamp}` },
  })
  const opened = await at('/messages', { width: 360, height: 740 })
  const { page } = opened
  await page
    .getByRole('listitem')
    .filter({ hasText: `foto ${stamp}` })
    .getByRole('button')
    .click()
  const picture = page.getByRole('dialog').getByRole('img', { name: 'Picture of the message' })
  await picture.first().waitFor()
  await until(() => picture.first().evaluate((image) => image.naturalWidth === 2), 'the picture')
  await page.getByRole('button', { name: 'Picture of the message' }).click()
  await page.getByRole('dialog', { name: 'Picture of the message' }).getByRole('img').waitFor()
  await page.keyboard.press('Escape')
  await noProblems(opened)
})

test('a message that WhatsApp refuses says why', async () => {
  const opened = await at('/messages')
  const { page } = opened
  await page.getByRole('button', { name: 'Send a message' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('To', { exact: true }).fill('not a number')
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await dialog.getByText('A number with country code').first().waitFor()
  await dialog.getByText('This field is missing.').waitFor()
  await dialog.getByLabel('To', { exact: true }).fill('+5491100000000')
  const text = `a nadie ${stamp}`
  await dialog.getByLabel('Text', { exact: true }).fill(text)
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  const row = page.getByRole('listitem').filter({ hasText: text })
  await row.getByText('Failed', { exact: true }).waitFor()
  await row.getByRole('button').click()
  await page.getByRole('dialog').getByText('Why it failed').waitFor()
  assert.match(await page.getByRole('dialog').innerText(), /Code \S+/)
  await noProblems(opened)
})
