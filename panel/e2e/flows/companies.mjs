import { test } from 'node:test'
import { hub } from '../browser.mjs'
import { at, noProblems } from '../stage.mjs'
import { stamp } from '../world.mjs'

test('who runs the hub creates, changes, suspends, enters and deletes a company', async () => {
  const opened = await at('/tenants')
  const { page } = opened
  const name = `Ñandú ${stamp}`
  await page.getByRole('button', { name: 'Create a company' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name', { exact: true }).fill(name)
  await dialog.getByRole('button', { name: 'Create a company' }).click()
  const row = page.getByRole('row').filter({ hasText: name })
  await row.filter({ hasText: `nandu-${stamp}` }).waitFor()
  const act = async (action) => {
    await row.getByRole('button', { name: `Actions for ${name}` }).click()
    await page.getByRole('menuitem', { name: action }).click()
  }
  await act('Edit')
  await dialog.getByLabel('Messages a day').fill('1000')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await row.getByText('1,000').waitFor()
  await act('Suspend')
  await dialog.getByRole('button', { name: 'Suspend' }).click()
  await row.getByText('Suspended').waitFor()
  await act('Resume')
  await row.getByText('Active').waitFor()
  await act('Enter it')
  await page.getByRole('heading', { name: 'First steps' }).waitFor()
  await page.getByRole('link', { name: 'Companies' }).click()
  await act('Delete')
  await dialog.getByRole('textbox').fill(name)
  await dialog.getByRole('button', { name: 'Delete' }).click()
  // The company one was in is gone: the panel asks which one next.
  await page.getByRole('heading', { name: 'Which company do you want to work in?' }).waitFor()
  await page.goto(`${hub}/tenants`)
  await noProblems(opened)
})
