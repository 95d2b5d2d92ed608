import { test } from 'node:test'
import { sandbox } from '../browser.mjs'
import { at, noProblems, stage } from '../stage.mjs'
import { anotherPhone, customer, json, stamp, until } from '../world.mjs'

/** A number linked by QR writes like a person does, with pauses. */
const UNHURRIED = { timeout: 60_000 }

/** A linked number of the company, and the phone that it was linked with. */
async function linked(name) {
  const { company } = stage
  const device = await company.call('/v1/devices', 'POST', { name, transport: 'WEB' })
  const phone = anotherPhone()
  await json(`${sandbox}/sandbox/phones`, 'POST', { phone, name })
  const shown = await until(
    () => company.call(`/v1/devices/${device.id}/qr`).catch(() => null),
    'a code to scan',
    40_000,
  )
  await json(`${sandbox}/sandbox/phones/${encodeURIComponent(phone)}/scan`, 'POST', { qr: shown.qr })
  await until(
    async () => (await company.call(`/v1/devices/${device.id}`)).state === 'ONLINE',
    'the number to be linked',
    40_000,
  )
  return { ...device, phone }
}

test('what was sent over a linked number is edited and taken back, and the phone sees both', async () => {
  const { company } = stage
  const number = await linked(`Reparto ${stamp}`)
  const nora = await customer('Nora', `+5491122${String(Date.now()).slice(-6)}`)
  await nora.writes(number.phone, `¿cuándo llega? ${stamp}`)
  const made = await at('/inbox')
  const { page } = made
  await page.locator('[data-conversation]').filter({ hasText: nora.name }).click()
  const thread = page.locator('[data-thread]')
  const bubble = (text) => thread.getByRole('listitem').filter({ hasText: text })
  const menuOf = async (text) => {
    await bubble(text).hover()
    await bubble(text).getByRole('button', { name: 'More actions' }).click()
  }
  const onPhone = (found, what) => until(async () => (await nora.received()).find(found), what, 60_000)

  const said = `llega a las 3 ${stamp}`
  const composer = page.getByLabel('Message', { exact: true })
  await composer.fill(said)
  await composer.press('Enter')
  await bubble(said).getByText('Delivered', { exact: true }).waitFor(UNHURRIED)
  const first = await onPhone(({ text }) => text?.body === said, 'the message on the phone')

  const meant = `llega a las 5 ${stamp}`
  await menuOf(said)
  await page.getByRole('menuitem', { name: 'Edit', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit the message' })
  await dialog.getByLabel('Message', { exact: true }).fill(meant)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await onPhone(
    ({ edit }) => edit?.original_message_id === first.id && edit.message.text.body === meant,
    'the edit on the phone',
  )
  await bubble(meant).getByText('edited', { exact: true }).waitFor(UNHURRIED)

  await menuOf(meant)
  await page.getByRole('menuitem', { name: 'Delete for everyone' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for everyone' }).click()
  await onPhone(({ revoke }) => revoke?.original_message_id === first.id, 'the deletion on the phone')
  await thread.getByText('This message was deleted').waitFor(UNHURRIED)
  await company.call(`/v1/devices/${number.id}?name=${encodeURIComponent(number.name)}`, 'DELETE')
  await noProblems(made)
})
