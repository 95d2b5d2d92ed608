import { test } from 'node:test'
import { accessible, at, noProblems, stage } from '../stage.mjs'
import { stamp } from '../world.mjs'

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
