import { test } from 'node:test'
import { hub } from '../browser.mjs'
import { accessible, at, noProblems, stage } from '../stage.mjs'
import { anotherPhone, stamp } from '../world.mjs'

const input = (page) => page.getByPlaceholder('Where to?')

/** Opens the palette and types; what is found comes by itself. */
async function asked(page, words) {
  await page.keyboard.press('Control+k')
  await input(page).fill(words)
}

test('the palette finds a conversation, a person, what was said and a page, and opens each', async () => {
  const { ana, company } = stage
  const word = `tulipanes${stamp}`
  const name = `Buscada ${stamp}`
  await ana.writes(company.phone, `¿hay ${word}?`)
  const person = await company.call('/v1/contacts', 'POST', { phone: anotherPhone(), name })
  const made = await at('/')
  const { page } = made

  await asked(page, ana.name)
  const conversations = page.getByRole('group', { name: 'Conversations' })
  await conversations.getByRole('option').filter({ hasText: ana.name }).first().waitFor()
  await accessible(page, 'the command palette')
  await conversations.getByRole('option').filter({ hasText: ana.name }).first().click()
  await page.waitForURL(/\/inbox\/cnv_/)
  await page.locator('[data-thread]').getByText(word).waitFor()

  await asked(page, name)
  await page.getByRole('group', { name: 'Contacts' }).getByRole('option').filter({ hasText: name }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${hub}/contacts?open=${person.id}`)
  await page.getByRole('dialog').getByRole('heading', { name }).waitFor()
  await page.keyboard.press('Escape')

  await asked(page, 'webhook deliveries')
  await page.getByText('Nothing was found.').waitFor()
  await input(page).fill('deliver')
  await page.getByRole('option', { name: 'Deliveries' }).waitFor()
  await page.keyboard.press('Enter')
  await page.waitForURL(`${hub}/deliveries`)
  await noProblems(made)
})

test('what was said is found by the palette and opened in its place', async () => {
  const { ana, company } = stage
  const word = `orquídeas${stamp}`
  await ana.writes(company.phone, `busco ${word}`)
  const made = await at('/')
  const { page } = made
  await page.keyboard.press('Control+k')
  const hit = page.getByRole('group', { name: 'Messages' }).getByRole('option').filter({ hasText: word })
  // The words of a message can be found a moment after it came.
  for (let tries = 0; tries < 40 && (await hit.count()) === 0; tries++) {
    await input(page).fill(tries % 2 === 0 ? word : word.slice(0, -1))
    await page.waitForTimeout(1_000)
  }
  await hit.first().click()
  await page.waitForURL(/\/inbox\/cnv_\w+\?message=msg_/)
  await page.locator('[data-thread]').getByText(word).first().waitFor()
  await noProblems(made)
})
