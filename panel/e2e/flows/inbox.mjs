import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hub } from '../browser.mjs'
import { accessible, at, loggedIn, noProblems, stage } from '../stage.mjs'
import { stamp, until } from '../world.mjs'

/** A red square of two by two. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==',
  'base64',
)

const conversation = (page) => page.locator('[data-conversation]').filter({ hasText: stage.ana.name })
const composer = (page) => page.getByLabel('Message', { exact: true })
const bubble = (page, text) => page.locator('[data-thread]').getByRole('listitem').filter({ hasText: text })

async function opened(looks) {
  const made = await at('/inbox', looks)
  await conversation(made.page).click()
  await made.page.locator('[data-thread]').waitFor()
  return made
}

test('in the inbox every kind of message is seen as it is', async () => {
  const { ana, company } = stage
  await ana.writes(company.phone, `*hola* ${stamp} https://example.com/a`)
  await ana.sends(company.phone, {
    type: 'location',
    location: { latitude: -34.6, longitude: -58.38, name: `Obelisco ${stamp}`, address: 'Av. 9 de Julio' },
  })
  await ana.sends(company.phone, {
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: `Lucía ${stamp}`, first_name: 'Lucía' },
        phones: [{ phone: '+5491144443333', type: 'CELL' }],
      },
    ],
  })
  const made = await opened()
  const { page } = made
  await page.getByText('Live', { exact: true }).waitFor()
  await bubble(page, stamp).getByRole('link', { name: 'https://example.com/a' }).first().waitFor()
  await bubble(page, `Obelisco ${stamp}`).getByRole('link', { name: 'Show on the map' }).waitFor()
  await bubble(page, `Lucía ${stamp}`).getByText('+5491144443333').first().waitFor()

  const send = (body) =>
    company.call(`/v1/devices/${company.device.id}/messages/send`, 'POST', { to: ana.phone, ...body })
  await send({
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: `¿mañana o tarde? ${stamp}` },
      action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'Por la mañana' } }] },
    },
  })
  await bubble(page, `¿mañana o tarde? ${stamp}`).getByText('Por la mañana').waitFor()
  await noProblems(made)
})

test('what is written appears at once, answers a message, and shows how far it is', async () => {
  const { ana, company } = stage
  const question = `¿abren el sábado? ${stamp}`
  await ana.writes(company.phone, question)
  const made = await opened()
  const { page } = made
  await bubble(page, question).hover()
  await bubble(page, question).getByRole('button', { name: 'Reply' }).click()
  const answer = `sí, de 9 a 13 ${stamp}`
  await composer(page).fill(answer)
  await composer(page).press('Enter')
  await bubble(page, answer).getByText('Delivered', { exact: true }).waitFor()
  await bubble(page, answer).getByText(question).waitFor()
  await until(
    async () => (await ana.received()).some((message) => message.text?.body === answer),
    'the answer on the phone',
  )
  await ana.reads()
  await bubble(page, answer).getByText('Read', { exact: true }).waitFor()
  await noProblems(made)
})

test('files go along, and a picture opens large', async () => {
  const made = await opened()
  const { page } = made
  await page.locator('input[type=file][multiple]').setInputFiles({
    name: 'vidriera.png',
    mimeType: 'image/png',
    buffer: PICTURE,
  })
  await composer(page).fill(`la vidriera ${stamp}`)
  await composer(page).press('Enter')
  const picture = bubble(page, `la vidriera ${stamp}`).getByRole('button', { name: 'View large' })
  await picture.waitFor()
  await picture.click()
  await page
    .getByRole('dialog')
    .getByRole('img', { name: `la vidriera ${stamp}` })
    .waitFor()
  await page.keyboard.press('Escape')
  await noProblems(made)
})

test('what was begun to be written is there after a reload', async () => {
  const made = await opened()
  const { page } = made
  await composer(page).fill(`a medias ${stamp}`)
  await page.reload()
  await page.locator('[data-thread]').waitFor()
  assert.equal(await composer(page).inputValue(), `a medias ${stamp}`)
  await composer(page).fill('')
  await noProblems(made)
})

test('two people in one conversation see what the other does', async () => {
  const first = await opened()
  const second = await loggedIn()
  await second.page.goto(first.page.url())
  await second.page.locator('[data-thread]').waitFor()
  await second.page.getByText('Live', { exact: true }).waitFor()

  await first.page.getByRole('tab', { name: 'Internal note' }).click()
  await first.page.getByRole('textbox', { name: 'Internal note' }).fill(`prefiere la tarde ${stamp}`)
  await first.page.getByRole('button', { name: 'Save the note' }).click()
  await second.page.getByText(`prefiere la tarde ${stamp}`).waitFor()

  const label = `Pedido ${stamp}`
  await first.page.getByRole('button', { name: 'Labels', exact: true }).click()
  await first.page.getByPlaceholder('Search…').fill(label)
  await first.page.getByRole('button', { name: `Make “${label}”` }).click()
  await second.page.getByRole('button', { name: `Remove ${label}` }).waitFor()

  await first.page.keyboard.press('Escape')
  await first.page.getByRole('button', { name: 'Close', exact: true }).click()
  await second.page.getByRole('button', { name: 'Reopen' }).click()
  await first.page.getByRole('button', { name: 'Close', exact: true }).waitFor()
  await noProblems(first)
  await noProblems(second)
})

test('a quick reply is brought by its word', async () => {
  const { company } = stage
  await company.call('/v1/quick-replies', 'POST', {
    shortcut: `h${stamp}`,
    text: 'De lunes a viernes de 9 a 18.',
  })
  const made = await opened()
  const { page } = made
  await composer(page).fill(`/h${stamp}`)
  await page.getByRole('option', { name: `/h${stamp}` }).waitFor()
  await composer(page).press('Enter')
  assert.equal(await composer(page).inputValue(), 'De lunes a viernes de 9 a 18.')
  await composer(page).fill('')
  await noProblems(made)
})

test('what was said is found by its words and shown in its place', async () => {
  const { ana, company } = stage
  const word = `peonías${stamp}`
  await ana.writes(company.phone, `¿tienen ${word}?`)
  const made = await at('/inbox')
  const { page } = made
  await until(
    async () => (await company.call(`/v1/messages?q=${encodeURIComponent(word)}`)).data.length > 0,
    'the words to be found',
    40_000,
  )
  await page.getByLabel('Name or number').fill(word)
  await page.getByRole('region', { name: 'In the messages' }).getByRole('link').first().click()
  await bubble(page, word).waitFor()
  await noProblems(made)
})

test('by keyboard one goes from conversation to conversation and finds the help', async () => {
  const made = await at('/inbox')
  const { page } = made
  await conversation(page).waitFor()
  await page.keyboard.press('j')
  await page.waitForURL(/\/inbox\/cnv_/)
  await page.locator('[data-thread]').waitFor()
  await page.keyboard.press('r')
  await page.waitForFunction(() => document.activeElement?.matches('[data-composer]'))
  await page.keyboard.press('Escape')
  await page.locator('[data-thread]').focus()
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Control+k')
  await page.getByPlaceholder('Where to?').fill('devic')
  await page.keyboard.press('Enter')
  await page.waitForURL(`${hub}/devices`)
  await noProblems(made)
})

for (const looks of [
  { width: 1440, height: 860, language: 'es', theme: 'light' },
  { width: 360, height: 740, language: 'en', theme: 'dark' },
]) {
  test(`the inbox is accessible, ${looks.width} px, ${looks.language}, ${looks.theme}`, async () => {
    const made = await opened(looks)
    const { page } = made
    await page.waitForTimeout(300)
    await accessible(page, 'a conversation')
    await page.goto(`${page.url().split('?')[0]}?contact=true`)
    await page.getByRole('heading', { level: 2, name: /^(Contacto|Contact)$/ }).waitFor()
    await accessible(page, 'the contact')
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    assert.ok(overflow <= 0, `wider than ${looks.width} px`)
    await noProblems(made)
  })
}
