import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hub } from '../browser.mjs'
import { accessible, at, noProblems, stage } from '../stage.mjs'
import { stamp } from '../world.mjs'

test('from the alarm on the dashboard to what failed, its answer, its cure and the replay in four clicks', async () => {
  const { ana, company, receiver } = stage
  const { id } = await company.call('/v1/webhook-endpoints', 'POST', {
    url: `${receiver.url}/alarm`,
    eventTypes: ['message.received'],
  })
  receiver.answerWith(500)
  const text = `sin entregar ${stamp}`
  await ana.writes(company.phone, text)
  await receiver.got(text, 500)

  const opened = await at('/')
  const { page } = opened
  const dialog = page.getByRole('dialog')
  const clicks = []
  const click = async (target) => {
    clicks.push(target)
    await target.click()
  }
  await click(
    page.getByRole('region', { name: 'Needs your attention' }).getByText(/endpoints? (is|are) failing/),
  )
  await click(page.getByRole('listitem').filter({ hasText: 'message.received' }).first().getByRole('button'))
  await dialog.getByText('HTTP 500').first().waitFor()
  await dialog.getByText('The receiver broke').waitFor()
  await accessible(page, 'a delivery that failed')
  await click(dialog.getByRole('link', { name: 'Replay what failed' }))
  receiver.answerWith(200)
  await click(dialog.getByRole('button', { name: 'Replay', exact: true }))
  await dialog.getByText(/events? waits? for delivery again/).waitFor()
  assert.equal(clicks.length, 4)
  assert.equal(new URL(page.url()).pathname, `/webhooks/${id}`)
  await company.call(`/v1/webhook-endpoints/${id}`, 'DELETE')
  await page.goto(`${hub}/webhooks/events?type=message.received`)
  await page.getByRole('heading', { name: 'message.received' }).waitFor()
  await accessible(page, 'the catalogue of events')
  await noProblems(opened)
})
