import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hub, sandbox } from '../browser.mjs'
import { accessible, at, noProblems, stage, stranger } from '../stage.mjs'
import { anotherPhone, business, json, stamp, until } from '../world.mjs'

/** A phone at the sandbox that can scan what the hub shows. */
async function phone(name) {
  const number = anotherPhone()
  const there = `${sandbox}/sandbox/phones/${encodeURIComponent(number)}`
  await json(`${sandbox}/sandbox/phones`, 'POST', { phone: number, name })
  return {
    number,
    scans: (qr) => json(`${there}/scan`, 'POST', { qr }),
    types: (code) => json(`${there}/code`, 'POST', { code }),
  }
}

async function webNumber(name) {
  return stage.company.call('/v1/devices', 'POST', { name, transport: 'WEB' })
}

const forget = ({ id, name }) =>
  stage.company.call(`/v1/devices/${id}?name=${encodeURIComponent(name)}`, 'DELETE')

test('a number is linked by QR: the dialog says connected by itself; it is unlinked and deleted', async () => {
  const name = `Mostrador ${stamp}`
  const mobile = await phone(name)
  const opened = await at('/devices?add=true')
  const { page } = opened
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Scan a QR code' }).click()
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await dialog.getByRole('img', { name: 'QR code that links the phone' }).waitFor()
  await dialog.getByText(/Renews itself in \d+ s/).waitFor()
  await accessible(page, 'the code to scan')
  const { data } = await stage.company.call(`/v1/devices?q=${encodeURIComponent(name)}`)
  const { qr } = await stage.company.call(`/v1/devices/${data[0].id}/qr`)
  await mobile.scans(qr)
  await dialog.getByText('Connected', { exact: true }).waitFor()
  await dialog.getByText(mobile.number).waitFor()
  await dialog.getByRole('button', { name: 'See the device' }).click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  await page.getByRole('region', { name: 'State history' }).getByText('Online').waitFor()
  await page.getByRole('region', { name: 'Pace and warm-up' }).getByRole('meter').waitFor()
  await accessible(page, 'a linked number')

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Unlink from the phone' }).click()
  await dialog.getByRole('button', { name: 'Unlink from the phone' }).click()
  await page.getByRole('button', { name: 'Link a phone' }).waitFor()

  await page.getByRole('button', { name: 'More actions' }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const remove = dialog.getByRole('button', { name: 'Delete' })
  assert.ok(await remove.isDisabled(), 'the name has to be typed first')
  await dialog.getByRole('textbox').fill(name)
  await remove.click()
  await page.waitForURL(`${hub}/devices`)
  await noProblems(opened)
})

test('a number is linked by a code that is typed in on the phone', async () => {
  const device = await webNumber(`Depósito ${stamp}`)
  const mobile = await phone(device.name)
  const opened = await at(`/devices/${device.id}`)
  const { page } = opened
  await page.getByRole('button', { name: 'Link a phone' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('img', { name: 'QR code that links the phone' }).waitFor()
  await dialog.getByRole('tab', { name: 'With a code' }).click()
  await dialog.getByLabel('Phone number').fill('4711')
  await dialog.getByRole('button', { name: 'Ask for the code' }).click()
  await dialog.getByText('A number with country code').waitFor()
  await dialog.getByLabel('Phone number').fill(mobile.number)
  await dialog.getByRole('button', { name: 'Ask for the code' }).click()
  const code = await dialog.getByLabel('Pairing code', { exact: true }).innerText()
  await mobile.types(code.replace('-', ''))
  await dialog.getByText('Connected', { exact: true }).waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await forget(device)
  await noProblems(opened)
})

test('somebody without an account links the phone by a link, on a phone', async () => {
  const device = await webNumber(`Sucursal Norte ${stamp}`)
  const mobile = await phone(device.name)
  const { url } = await stage.company.call(`/v1/devices/${device.id}/pairing-link`, 'POST', {})
  const path = new URL(url).pathname
  const opened = await stranger({ width: 360, height: 740, language: 'es' })
  const { page } = opened
  await page.goto(hub + path)
  await page
    .getByRole('heading', { name: `${stage.company.tenant.name} quiere conectar su WhatsApp` })
    .waitFor()
  await page.getByRole('img', { name: 'Código QR para vincular el teléfono' }).waitFor()
  await accessible(page, 'the page of a pairing link')
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  assert.ok(wider <= 0, 'it fits on a phone')
  const shown = await until(
    async () => (await json(`${hub}/v1${path.replace('/pair/', '/pairing/')}`)).qr,
    'a code',
  )
  await mobile.scans(shown.qr)
  await page.getByText('Conectado', { exact: true }).waitFor()
  await page.goto(`${hub}/pair/${'x'.repeat(43)}`)
  await page.getByText('Este enlace ya no sirve').waitFor()
  await forget(device)
  await noProblems(opened)
})

test("a company connects its number in Meta's own dialog, and the panel says so", async () => {
  const shop = await business(`Florería ${stamp}`, anotherPhone())
  const opened = await at('/devices?add=true')
  const { page } = opened
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Log in at Meta' }).click()
  const [meta] = await Promise.all([
    page.context().waitForEvent('page'),
    dialog.getByRole('button', { name: 'Open Meta’s window' }).click(),
  ])
  await meta.locator(`input[name=account][value="${shop.wabaId}"]`).check()
  await meta.locator('button[value=continue]').click()
  await dialog.getByText('Connected with Meta').waitFor()
  await meta.close()
  await dialog.getByRole('link', { name: 'See the device' }).first().click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  await page.goto(`${hub}/devices/meta`)
  await page.getByRole('button', { name: 'Check now' }).click()
  await page.getByText('Access token in order').first().waitFor()
  await accessible(page, 'the connection to Meta')
  await noProblems(opened)
})
