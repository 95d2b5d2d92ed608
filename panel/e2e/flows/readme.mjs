import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hub, logIn, open, sandbox } from '../browser.mjs'
import { noProblems, stranger } from '../stage.mjs'
import { blocks, freePort, reader, receiverOn, removeEndpoint, texts } from '../readme.mjs'

/** The demo company of `./dev up`, whose credentials the README uses. */
test('a newcomer follows the README: receives, looks at the delivery, answers by curl, and sees it read', async () => {
  const port = await freePort()
  let receiver = await receiverOn(port)
  const opened = await stranger()
  const { page, context } = opened
  await logIn(page)
  const { id } = await reader.subscribe(port)
  try {
    // Ana writes, and the message appears while one looks.
    await page.goto(`${hub}/messages`)
    await page.getByText('Live', { exact: true }).waitFor()
    await reader.anaWrites()
    await page.getByRole('listitem').filter({ hasText: texts.asked }).waitFor()
    await receiver.prints(texts.asked)

    // Its delivery, and what the receiver answered.
    await page.goto(`${hub}/deliveries`)
    await page.getByLabel('Endpoint', { exact: true }).selectOption(id)
    const delivery = page.getByRole('listitem').filter({ hasText: 'message.received' }).first()
    await delivery.getByText('Delivered', { exact: true }).waitFor()
    await delivery.getByRole('button').click()
    const drawer = page.getByRole('dialog')
    await drawer.getByText('HTTP 200').waitFor()
    await drawer.getByText(texts.asked).first().waitFor()
    await page.keyboard.press('Escape')

    // The answer by curl, on Ana's phone at the sandbox and in the panel.
    const phones = await open(context, { at: new URL(sandbox).origin })
    await phones.page.goto(`${sandbox}/sandbox`)
    await page.goto(`${hub}/messages`)
    await page.getByText('Live', { exact: true }).waitFor()
    const sent = await reader.send()
    assert.equal(sent.status, 'queued')
    const ana = phones.page.getByRole('article').filter({ hasText: 'Ana' })
    await ana.getByText(texts.answered).waitFor()
    const row = page.getByRole('listitem').filter({ hasText: texts.answered })
    await row.getByText('Delivered', { exact: true }).waitFor()
    await reader.read()
    await row.getByText('Read', { exact: true }).waitFor()
    assert.equal((await reader.look()).data[0].status, 'read')
    assert.deepEqual(phones.problems, [])

    // Stop the receiver, let Ana write again, start it again: the event comes.
    await receiver.stop()
    const again = `${texts.asked} ¿Y claveles?`
    await reader.anaWrites(again)
    await page.goto(`${hub}/deliveries`)
    await page.getByLabel('Endpoint', { exact: true }).selectOption(id)
    await page.getByRole('listitem').filter({ hasText: 'Waiting' }).first().waitFor()
    receiver = await receiverOn(port)
    await receiver.prints(again)
    await noProblems(opened)
  } finally {
    await receiver.stop()
    await removeEndpoint(id)
  }
})

test('the README in Spanish has the same commands', () => {
  assert.deepEqual(blocks('README.es.md', 'Cinco minutos'), blocks('README.md', 'Five minutes'))
  const quiet = (block) => block.replace(/#.*$/gm, '')
  assert.deepEqual(
    blocks('README.es.md', 'Producción').map(quiet),
    blocks('README.md', 'Production').map(quiet),
  )
})
