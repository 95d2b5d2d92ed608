import { test } from 'node:test'
import { accessible, at, noProblems, stage } from '../stage.mjs'
import { customer, stamp, until } from '../world.mjs'

const MANY = 70

test('a conversation with much that is unread opens where reading goes on, the second time too', async () => {
  const { ana, company } = stage
  const tina = await customer('Tina', `+5491111${String(Date.now()).slice(-6)}`)
  await ana.writes(company.phone, `soy otra ${stamp}`)
  let id = null
  const unread = async () => (await company.call(`/v1/conversations/${id}`)).unread
  const writes = async (from) => {
    for (let number = from; number < from + MANY; number++)
      await tina.writes(company.phone, `pedido ${number} ${stamp}`)
    await until(async () => {
      const { data } = await company.call(`/v1/conversations?q=${encodeURIComponent(tina.phone)}`)
      id = data[0]?.id
      return data[0]?.unread === MANY
    }, 'all of it')
  }
  await writes(1)
  const made = await at(`/inbox/${id}`)
  const { page } = made
  const thread = page.locator('[data-thread]')
  const reads = async (from) => {
    await thread.getByText(`${MANY} unread messages`).waitFor()
    await thread.getByText(`pedido ${from} ${stamp}`, { exact: true }).waitFor()
    await page.getByRole('button', { name: /^To the newest/ }).waitFor()
    if ((await unread()) !== MANY) throw new Error('it was read before it was seen')
    await page.getByRole('button', { name: /^To the newest/ }).click()
    await thread.getByText(`pedido ${from + MANY - 1} ${stamp}`, { exact: true }).waitFor()
    await until(async () => (await unread()) === 0, 'it to be read once the newest was seen')
  }
  await reads(1)
  await page.locator('[data-conversation]').filter({ hasText: ana.name }).click()
  await thread.getByText(`soy otra ${stamp}`).last().waitFor()
  await writes(1 + MANY)
  const row = page.locator(`[data-conversation="${id}"]`)
  await row.getByText(`${MANY}`, { exact: true }).waitFor()
  await row.click()
  await reads(1 + MANY)
  await noProblems(made)
})

test('an administrator sees who read a conversation', async () => {
  const { ana, company } = stage
  await ana.writes(company.phone, `¿quién me lee? ${stamp}`)
  const made = await at('/inbox')
  const { page } = made
  await page.locator('[data-conversation]').filter({ hasText: ana.name }).click()
  await page.getByRole('button', { name: 'Show or hide the contact' }).click()
  await page.getByRole('button', { name: 'See who read it' }).click()
  const readers = page.getByRole('dialog', { name: 'Who read this conversation' })
  const { user } = await company.call('/v1/auth/me')
  await readers.getByRole('listitem').filter({ hasText: user.name }).first().waitFor()
  await accessible(page, 'the readers of a conversation')
  await noProblems(made)
})

test('whoever runs the hub sees which master key protects the companies', async () => {
  const { company } = stage
  const made = await at('/settings?tab=platform')
  const { present } = await company.call('/v1/platform/master-key')
  const section = made.page.getByRole('region', { name: 'Master key' })
  await section.getByText(present).waitFor()
  await section.getByText('The key in use protects everything').waitFor()
  await accessible(made.page, 'the master key')
  await noProblems(made)
})
