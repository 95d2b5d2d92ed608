import { test } from 'node:test'
import { accessible, at, noProblems, stage } from '../stage.mjs'
import { customer, stamp, until } from '../world.mjs'

const MANY = 70

test('a conversation with much that is unread opens where reading goes on', async () => {
  const { company } = stage
  const tina = await customer('Tina', `+5491111${String(Date.now()).slice(-6)}`)
  for (let number = 1; number <= MANY; number++) await tina.writes(company.phone, `pedido ${number} ${stamp}`)
  const { data } = await until(async () => {
    const found = await company.call(`/v1/conversations?q=${encodeURIComponent(tina.phone)}`)
    return found.data[0]?.unread === MANY && found
  }, 'all of it')
  const made = await at(`/inbox/${data[0].id}`)
  const thread = made.page.locator('[data-thread]')
  await thread.getByText(`${MANY} unread messages`).waitFor()
  await thread.getByText(`pedido 1 ${stamp}`, { exact: true }).waitFor()
  await made.page.getByRole('button', { name: /^To the newest/ }).click()
  await thread.getByText(`pedido ${MANY} ${stamp}`, { exact: true }).waitFor()
  await until(
    async () => (await company.call(`/v1/conversations/${data[0].id}`)).unread === 0,
    'it to be read once the newest was seen',
  )
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
