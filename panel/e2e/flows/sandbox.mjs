import assert from 'node:assert/strict'
import { test } from 'node:test'
import { open, person, sandbox } from '../browser.mjs'
import { accessible, noProblems, stage } from '../stage.mjs'
import { stamp, until } from '../world.mjs'

const MOMENT = 5_000

async function sandboxPage(looks = {}) {
  const context = await person(stage.browser, looks)
  const opened = await open(context, { width: 1500, ...looks, at: new URL(sandbox).origin })
  await opened.page.goto(`${sandbox}/sandbox`)
  return { ...opened, context }
}

/** The person's phone, showing the chat with the company of the tests. */
async function phoneOf(page, { name }) {
  const phone = page.getByRole('article').filter({ hasText: name })
  const chats = phone.getByLabel('Businesses')
  // What is unread is counted behind the name.
  const own = chats.locator('option').filter({ hasText: stage.company.device.name })
  await chats.selectOption((await own.getAttribute('value')) ?? '')
  return phone
}

test('on the sandbox page a person writes, answers, edits, deletes, reacts, and switches the phone off', async () => {
  const { ana, company } = stage
  const opened = await sandboxPage()
  const { page } = opened
  const phone = await phoneOf(page, ana)
  const write = async (text) => {
    await phone.getByLabel('Message', { exact: true }).fill(text)
    await phone.getByRole('button', { name: 'Send' }).click()
  }
  const bubble = (text) => phone.getByRole('listitem').filter({ hasText: text })
  const arrived = (text) =>
    until(async () => {
      const { data } = await company.call('/v1/messages?direction=inbound&limit=20')
      return data.find((message) => JSON.stringify(message).includes(text))
    }, `"${text}" in the hub`)

  await write(`desde la página ${stamp}`)
  await bubble(`desde la página ${stamp}`).waitFor()
  const { id } = await arrived(`desde la página ${stamp}`)
  await bubble(`desde la página ${stamp}`).hover()
  await bubble(`desde la página ${stamp}`).getByRole('button', { name: 'Edit' }).click()
  await write(`corregido ${stamp}`)
  await bubble(`corregido ${stamp}`).getByText('edited').waitFor()
  await arrived(`corregido ${stamp}`)

  await company.call(`/v1/devices/${company.device.id}/messages/send`, 'POST', {
    to: ana.phone,
    type: 'text',
    text: { body: `respuesta ${stamp}` },
    context: { message_id: id },
  })
  const answer = bubble(`respuesta ${stamp}`)
  await answer.waitFor()
  await answer.hover()
  await answer.getByRole('button', { name: 'React' }).click()
  await answer.getByRole('button', { name: '👍' }).click()
  await arrived('👍')
  await phone.getByRole('button', { name: 'Mark as read' }).click()
  await until(async () => {
    const { data } = await company.call('/v1/messages?direction=outbound&status=read&limit=20')
    return data.some((message) => message.text?.body === `respuesta ${stamp}`)
  }, 'the answer to be read')

  await bubble(`corregido ${stamp}`).hover()
  await bubble(`corregido ${stamp}`).getByRole('button', { name: 'Delete for everyone' }).click()
  await phone.getByText('This message was deleted').waitFor()

  await phone.getByRole('button', { name: 'Attach' }).click()
  await phone.getByRole('button', { name: 'Location' }).click()
  await phone.getByText('📍 Obelisco', { exact: true }).waitFor()

  await phone.getByRole('switch').click({ force: true })
  await phone.getByText('Switched off').first().waitFor()
  await company.call(`/v1/devices/${company.device.id}/messages/send`, 'POST', {
    to: ana.phone,
    text: 'psst',
  })
  await phone.getByText('1 waiting for this phone').waitFor()
  await phone.getByRole('switch').click({ force: true })
  await bubble('psst').waitFor()
  await noProblems(opened)
})

test('on the sandbox page faults are switched on and off, businesses and phones are added, the log tells it', async () => {
  const opened = await sandboxPage()
  const { page } = opened
  const tab = (name) => page.getByRole('navigation').getByRole('button', { name }).click()
  await page.getByText('/messages').first().waitFor()

  await tab('Faults and clock')
  await page.getByLabel('Fault', { exact: true }).selectOption('graph-slow')
  await page.getByLabel('times').fill('1')
  await page.getByLabel('Only at (number, id or path)').fill('nobody-is-there')
  await page.getByRole('button', { name: 'Switch on' }).click()
  await page.getByText('1 times · nobody-is-there').waitFor()
  await page.getByRole('button', { name: 'Switch all off' }).click()
  await page.getByText('none', { exact: true }).waitFor()

  await tab('Businesses')
  const digits = String(Date.now()).slice(-7)
  await page.getByRole('complementary').getByLabel('Name').fill(`Quiosco ${stamp}`)
  await page
    .getByRole('complementary')
    .getByLabel('Phone number')
    .fill(`+5491158${digits.slice(-6)}`)
  await page.getByRole('complementary').getByRole('button', { name: 'Add' }).click()
  await page.getByText('"accessToken"').waitFor()
  await page.getByRole('heading', { name: `Quiosco ${stamp}` }).waitFor()

  const adder = page.locator('form.add')
  await adder.getByLabel('Phone number').fill('not a number')
  await adder.getByLabel('Name').fill(`Zoe ${stamp}`)
  await adder.getByRole('button', { name: 'Add' }).click()
  await page.getByRole('status').getByText('phone is not a telephone number').waitFor()
  await adder.getByLabel('Phone number').fill(`+5491159${digits.slice(-6)}`)
  await adder.getByRole('button', { name: 'Add' }).click()
  await page
    .getByRole('article')
    .filter({ hasText: `Zoe ${stamp}` })
    .waitFor({ timeout: MOMENT })
  const refused = opened.problems.filter((problem) => !/status of 400|phone is not a telephone/.test(problem))
  assert.deepEqual(refused, [])
  await opened.context.close()
})

for (const looks of [
  { language: 'es', width: 1500, theme: 'light' },
  { language: 'en', width: 360, theme: 'dark' },
]) {
  test(`the sandbox page is accessible, ${looks.width} px, ${looks.language}, ${looks.theme}`, async () => {
    const opened = await sandboxPage({ ...looks, height: 800 })
    const { page } = opened
    await page.emulateMedia({ colorScheme: looks.theme })
    await page.evaluate((language) => localStorage.setItem('language', language), looks.language)
    await page.reload()
    await page.getByRole('article').first().waitFor({ state: 'attached' })
    const cut = await page
      .getByRole('article')
      .evaluateAll((phones) => phones.filter((phone) => phone.scrollWidth > phone.clientWidth).length)
    assert.equal(cut, 0, 'what a phone shows fits into it')
    for (const tab of await page.getByRole('navigation').getByRole('button').all()) {
      if (!(await tab.isVisible())) continue
      await tab.click()
      await accessible(page, `${await tab.innerText()}`)
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      assert.ok(overflow <= 0, `wider than ${looks.width} px`)
    }
    await noProblems(opened)
  })
}
