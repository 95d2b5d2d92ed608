import { test } from 'node:test'
import { hub } from '../browser.mjs'
import { at, noProblems, stage } from '../stage.mjs'
import { customer, stamp } from '../world.mjs'

test('who somebody is, is written down beside the conversation, and another tab sees it', async () => {
  const { company } = stage
  const rosa = await customer('Graciela', `+5491133${String(Date.now()).slice(-6)}`)
  await rosa.writes(company.phone, `buenas, soy yo ${stamp}`)
  const one = await at('/inbox')
  await one.page.locator('[data-conversation]').filter({ hasText: rosa.name }).click()
  await one.page.getByRole('button', { name: 'Show or hide the contact' }).click()
  const pane = one.page.getByRole('region', { name: 'Contact', exact: true })
  await pane.getByLabel('Name', { exact: true }).waitFor()
  const other = await at(new URL(one.page.url()).pathname + '?contact=true')
  const seen = other.page.getByRole('region', { name: 'Contact', exact: true })
  await seen.getByLabel('Name', { exact: true }).waitFor()
  await other.page.getByText('Live', { exact: true }).waitFor()

  const name = `Graciela Méndez ${stamp}`
  await pane.getByLabel('Name', { exact: true }).fill(name)
  await pane.getByLabel('Tags').fill('mayorista')
  await pane.getByLabel('Tags').press('Enter')
  await pane.getByRole('button', { name: 'Add a fact' }).click()
  await pane.getByLabel('Fact', { exact: true }).fill('CUIT')
  await pane.getByLabel('Value CUIT').fill('20-12345678-9')
  await pane.getByRole('button', { name: 'Save', exact: true }).click()
  await one.page.getByText('Saved', { exact: true }).waitFor()

  await seen.getByText(name).first().waitFor()
  await seen.getByRole('button', { name: 'Remove mayorista' }).waitFor()
  await other.page.waitForFunction(
    () => document.querySelector('[aria-label="Value CUIT"]')?.value === '20-12345678-9',
  )
  await other.page.locator('[data-conversation]').filter({ hasText: name }).waitFor()

  // Somebody in the middle of a change keeps it while another changes something else.
  await pane.getByLabel('Note').fill(`paga a 30 días ${stamp}`)
  await seen.getByRole('button', { name: 'Remove mayorista' }).click()
  await seen.getByRole('button', { name: 'Save', exact: true }).click()
  await other.page.getByText('Saved', { exact: true }).waitFor()
  await pane.getByRole('button', { name: 'Save', exact: true }).click()
  await one.page.getByText('Saved', { exact: true }).last().waitFor()
  await one.page.goto(`${hub}/contacts?q=${encodeURIComponent(name)}`)
  await one.page.getByRole('button', { name }).click()
  const sheet = one.page.getByRole('dialog')
  await sheet.getByText(`paga a 30 días ${stamp}`).waitFor()
  await noProblems(one)
  await noProblems(other)
})
