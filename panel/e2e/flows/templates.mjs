import { test } from 'node:test'
import { accessible, at, noProblems, stage } from '../stage.mjs'
import { stamp, until } from '../world.mjs'

test('a template is written, seen as on the phone, reviewed by Meta, sent as a test and deleted', async () => {
  const { ana } = stage
  const name = `pedido_${stamp}`
  const opened = await at('/templates')
  const { page } = opened
  const dialog = page.getByRole('dialog')
  await page.getByRole('link', { name: 'Create a template' }).first().click()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('textbox', { name: 'Text', exact: true }).fill('Hola {{1}}, su pedido está listo.')
  await page.getByRole('button', { name: 'Hand in for review' }).click()
  await page.getByText('Meta asks for an example.').waitFor()
  await page.getByRole('textbox', { name: '{{1}}' }).fill('Ana')
  await page.getByRole('figure').getByText('Hola Ana, su pedido está listo.').waitFor()
  await accessible(page, 'writing a template')
  await page.getByRole('button', { name: 'Hand in for review' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  // Meta takes a moment; what it decides comes by itself.
  await page.getByText('APPROVED').first().waitFor()
  await page.getByRole('textbox', { name: /\{\{1\}\}/ }).fill('Bruno')
  await page.getByRole('figure').getByText('Hola Bruno, su pedido está listo.').waitFor()
  await accessible(page, 'a template')
  await page.getByLabel('To the number').fill(ana.phone)
  await page.getByRole('button', { name: 'Send the test' }).click()
  await page.getByText('The test is on its way.').waitFor()
  await until(
    async () => JSON.stringify(await ana.received()).includes('Hola Bruno'),
    'the test on the phone',
  )
  await page.getByRole('button', { name: 'Delete' }).click()
  await dialog.getByRole('textbox').fill(name)
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('heading', { level: 1, name: 'Templates' }).waitFor()
  await noProblems(opened)
})
