import { test } from 'node:test'
import { hub, sandbox } from '../browser.mjs'
import { at, noProblems, stage } from '../stage.mjs'
import { anotherPhone, customer, json, stamp, until } from '../world.mjs'

/** A number linked by QR writes like a person does, with pauses. */
const UNHURRIED = { timeout: 60_000 }

/** A linked number of the company, and the phone that it was linked with; the tests here share one. */
let shared
const number = () => (shared ??= linked(`Reparto ${stamp}`))

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

const onPhone = (person, found, what) =>
  until(async () => (await person.received()).find(found), what, 60_000)

test('what was sent over a linked number is edited and taken back, and the phone sees both', async () => {
  const { phone } = await number()
  const nora = await customer('Nora', `+5491122${String(Date.now()).slice(-6)}`)
  await nora.writes(phone, `¿cuándo llega? ${stamp}`)
  const made = await at('/inbox')
  const { page } = made
  await page.locator('[data-conversation]').filter({ hasText: nora.name }).click()
  const thread = page.locator('[data-thread]')
  const bubble = (text) => thread.getByRole('listitem').filter({ hasText: text })
  const menuOf = async (text) => {
    await bubble(text).hover()
    await bubble(text).getByRole('button', { name: 'More actions' }).click()
  }

  const said = `llega a las 3 ${stamp}`
  const composer = page.getByLabel('Message', { exact: true })
  await composer.fill(said)
  await composer.press('Enter')
  await bubble(said).getByText('Delivered', { exact: true }).waitFor(UNHURRIED)
  const first = await onPhone(nora, ({ text }) => text?.body === said, 'the message on the phone')

  const meant = `llega a las 5 ${stamp}`
  await menuOf(said)
  await page.getByRole('menuitem', { name: 'Edit', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit the message' })
  await dialog.getByLabel('Message', { exact: true }).fill(meant)
  await dialog.getByRole('button', { name: 'Save', exact: true }).click()
  await onPhone(
    nora,
    ({ edit }) => edit?.original_message_id === first.id && edit.message.text.body === meant,
    'the edit on the phone',
  )
  await bubble(meant).getByText('edited', { exact: true }).waitFor(UNHURRIED)

  await menuOf(meant)
  await page.getByRole('menuitem', { name: 'Delete for everyone' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Delete for everyone' }).click()
  await onPhone(nora, ({ revoke }) => revoke?.original_message_id === first.id, 'the deletion on the phone')
  await thread.getByText('This message was deleted').waitFor(UNHURRIED)
  await noProblems(made)
})

test('a poll goes over a linked number, somebody votes on the phone, and the thread counts', async () => {
  const { id, name, phone } = await number()
  const pablo = await customer('Pablo', `+5491123${String(Date.now()).slice(-6)}`)
  await pablo.writes(phone, `¿qué días abren? ${stamp}`)
  const made = await at('/messages')
  const { page } = made
  await page.getByRole('button', { name: 'Send a message' }).click()
  const dialog = page.getByRole('dialog')
  const kinds = dialog.getByLabel('Kind of message')
  await dialog.getByLabel('Device', { exact: true }).selectOption({ label: `${name} (${phone})` })
  await dialog.getByLabel('To', { exact: true }).fill(pablo.phone)
  await kinds.selectOption('Poll')
  await dialog.getByLabel('Question').fill('¿Qué día le queda mejor?')
  await dialog.getByLabel('Answers').fill('Lunes')
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await dialog.getByText('Two to twelve different answers').waitFor()
  await dialog.getByLabel('Answers').fill('Lunes\nMartes')
  await dialog.getByRole('button', { name: 'Send', exact: true }).click()
  await dialog.waitFor({ state: 'detached' })

  await page.goto(`${hub}/inbox`)
  await page.locator('[data-conversation]').filter({ hasText: pablo.name }).click()
  const poll = page.locator('[data-thread]').getByRole('listitem').filter({ hasText: '¿Qué día le queda mejor?' }) // prettier-ignore
  const tally = (answer, votes) =>
    poll
      .getByRole('listitem')
      .filter({ hasText: answer })
      .getByText(votes, { exact: true })
      .waitFor(UNHURRIED)
  await tally('Martes', '0 votes')
  const there = await onPhone(pablo, ({ type }) => type === 'poll', 'the poll on the phone')
  await pablo.votes(there.id, ['Martes'])
  await tally('Martes', '1 vote')
  await pablo.votes(there.id, ['Lunes'])
  await tally('Lunes', '1 vote')
  await tally('Martes', '0 votes')
  await stage.company.call(`/v1/devices/${id}?name=${encodeURIComponent(name)}`, 'DELETE')
  await noProblems(made)
})
