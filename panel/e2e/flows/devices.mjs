import { test } from 'node:test'
import { hub } from '../browser.mjs'
import { at, noProblems } from '../stage.mjs'
import { anotherPhone, business, stamp } from '../world.mjs'

test('an administrator adds a number, sees what is right with it, labels it and deletes it', async () => {
  const number = await business(`Sucursal ${stamp}`, anotherPhone())
  const opened = await at('/devices')
  const { page } = opened
  await page.getByRole('button', { name: 'Add a number' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Paste the credentials' }).click()
  await dialog.getByLabel('Name').fill(`Sucursal ${stamp}`)
  await dialog.getByLabel('Phone number ID').fill(number.phoneNumberId)
  await dialog.getByLabel('WhatsApp Business Account ID').fill(number.wabaId)
  await dialog.getByLabel('Access token').fill(number.accessToken)
  await dialog.getByLabel('App secret').fill(number.appSecret)
  await dialog.getByRole('button', { name: 'Add and check' }).click()
  await dialog.getByText('Callback URL', { exact: true }).waitFor()
  await dialog.getByText(/Everything is right|Something has to be put right/).waitFor()
  await dialog.getByRole('button', { name: 'See the device' }).click()
  await page.getByRole('heading', { level: 1, name: `Sucursal ${stamp}` }).waitFor()

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  await dialog.getByLabel('Labels').fill('centro, ventas')
  await dialog.getByLabel('Messages a day').fill('250')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByText('centro, ventas').waitFor()
  await page.getByText('0 of 250').waitFor()

  // A page that is loaded again is the same page.
  await page.reload()
  await page.getByRole('heading', { level: 1, name: `Sucursal ${stamp}` }).waitFor()
  await page.getByRole('button', { name: 'Pause' }).click()
  await page.getByRole('button', { name: 'Resume' }).waitFor()

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await dialog.getByRole('textbox').fill(`Sucursal ${stamp}`)
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await page.waitForURL(`${hub}/devices`)
  await noProblems(opened)
})

test('credentials that are wrong are told apart from those that are right', async () => {
  const number = await business(`Otra ${stamp}`, anotherPhone())
  const opened = await at('/devices?add=true')
  const { page } = opened
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Paste the credentials' }).click()
  await dialog.getByLabel('Name').fill(`Otra ${stamp}`)
  await dialog.getByLabel('Phone number ID').fill(number.phoneNumberId)
  await dialog.getByLabel('Access token').fill('EAAnottherighttoken')
  await dialog.getByRole('button', { name: 'Add and check' }).click()
  await dialog.getByText('Something has to be put right.').waitFor()
  await noProblems(opened)
})
