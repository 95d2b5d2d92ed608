import { test } from 'node:test'
import { noProblems, stage } from '../stage.mjs'
import { open, person } from '../browser.mjs'
import { anotherPhone, business, stamp } from '../world.mjs'

const link = process.env.PALOMAR_SETUP_LINK

/** Uses the link up: it belongs to a hub that is thrown away afterwards. */
test(
  'the first administrator comes by the set-up link, makes a company and goes the three steps',
  { skip: link ? false : 'PALOMAR_SETUP_LINK names no hub without an administrator' },
  async () => {
    const { origin } = new URL(link)
    const number = await business(`Nueva ${stamp}`, anotherPhone())
    const opened = await open(await person(stage.browser, { language: 'en' }), { at: origin })
    const { page } = opened
    const dialog = page.getByRole('dialog')
    await page.goto(link)
    await page.getByLabel('Name').fill('Nora')
    await page.getByLabel('Email').fill('nora@example.com')
    await page.getByLabel('Password', { exact: true }).fill(`una frase larga ${stamp}`)
    await page.getByRole('button', { name: 'Create and sign in' }).click()

    await page.getByRole('heading', { name: 'Create the first company' }).waitFor()
    await page.getByLabel('Name', { exact: true }).fill('Panadería Nora')
    await page.getByRole('button', { name: 'Create and begin' }).click()
    await page.getByRole('heading', { name: 'First steps' }).waitFor()

    await page.getByRole('link', { name: 'Add a number' }).click()
    await dialog.getByRole('button', { name: 'Paste the credentials' }).click()
    await dialog.getByLabel('Name').fill('Ventas')
    await dialog.getByLabel('Phone number ID').fill(number.phoneNumberId)
    await dialog.getByLabel('WhatsApp Business Account ID').fill(number.wabaId)
    await dialog.getByLabel('Access token').fill(number.accessToken)
    await dialog.getByLabel('App secret').fill(number.appSecret)
    await dialog.getByRole('button', { name: 'Add and check' }).click()
    await dialog.getByText(/Everything is right|Something has to be put right/).waitFor()
    await dialog.getByRole('button', { name: 'See the device' }).click()
    await page.getByRole('heading', { level: 1, name: 'Ventas' }).waitFor()

    await page.getByRole('link', { name: 'Home' }).first().click()
    await page.getByRole('link', { name: 'Create an endpoint' }).click()
    await dialog.getByLabel('Address (URL)').fill(stage.receiver.url)
    await dialog.getByRole('button', { name: 'Create', exact: true }).click()
    await dialog.getByRole('button', { name: 'I have stored it' }).click()

    await page.getByRole('link', { name: 'Home' }).first().click()
    await page.getByRole('link', { name: 'Create an API key' }).click()
    await dialog.getByLabel('Name').fill('CRM')
    await dialog.getByRole('button', { name: 'Create', exact: true }).click()
    await dialog.getByRole('button', { name: 'I have stored it' }).click()

    await page.getByRole('link', { name: 'Home' }).first().click()
    await page.getByRole('link', { name: 'Send from the panel' }).waitFor()

    // The link was good for one use.
    const late = await open(await person(stage.browser, { language: 'en' }), { at: origin })
    await late.page.goto(link)
    await late.page.getByLabel('Name').fill('Otro')
    await late.page.getByLabel('Email').fill('otro@example.com')
    await late.page.getByLabel('Password', { exact: true }).fill(`otra frase larga ${stamp}`)
    await late.page.getByRole('button', { name: 'Create and sign in' }).click()
    await late.page.getByText('The link has been used or has expired.').waitFor()
    await late.context.close()
    await noProblems(opened)
  },
)
