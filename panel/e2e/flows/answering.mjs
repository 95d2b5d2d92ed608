import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { credentials, hub } from '../browser.mjs'
import { at, loggedIn, noProblems, stage } from '../stage.mjs'
import { anotherPhone, customer, stamp, until } from '../world.mjs'

const thread = (page) => page.locator('[data-thread]')
const composer = (page) => page.getByLabel('Message', { exact: true })
const bubble = (page, text) => thread(page).getByRole('listitem').filter({ hasText: text })
const live = (page) => page.getByText('Live', { exact: true }).waitFor()

async function talkingTo({ name }, how = at) {
  const made = await how('/inbox')
  await made.page.locator('[data-conversation]').filter({ hasText: name }).click()
  await thread(made.page).waitFor()
  await live(made.page)
  return made
}

async function conversationWith(phone) {
  const { data } = await stage.company.call(`/v1/conversations?q=${encodeURIComponent(phone)}`)
  return data[0]
}

test('a person takes over from the agent and hands back to it', async () => {
  const { company } = stage
  const rosa = await customer('Rosa', anotherPhone())
  await company.call('/v1/agent/system-prompt', 'PUT', {
    prompt: 'Vendés flores.\nRosas: la docena cuesta $ 15.000.\nEnvíos: entregamos en el día por $ 2.500.',
  })
  await company.call('/v1/agent', 'PUT', { enabled: true, deviceIds: [company.device.id] })
  try {
    await rosa.writes(company.phone, `hola, ¿cuánto cuestan las rosas? ${stamp}`)
    await until(() => conversationWith(rosa.phone), 'the conversation')
    const made = await talkingTo(rosa)
    const { page } = made
    await bubble(page, 'la docena cuesta').getByText('Agent', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Take over' }).click()
    await page.getByRole('button', { name: 'Hand back to the agent' }).waitFor()
    await rosa.writes(company.phone, `¿hacen envíos? ${stamp}`)
    await bubble(page, `¿hacen envíos? ${stamp}`).waitFor()
    await composer(page).fill(`sí, le cuento yo ${stamp}`)
    await composer(page).press('Enter')
    await bubble(page, `sí, le cuento yo ${stamp}`).getByText('Delivered', { exact: true }).waitFor()
    assert.ok(!JSON.stringify(await rosa.received()).includes('entregamos'), 'the agent was silent')

    await page.getByRole('button', { name: 'Hand back to the agent' }).click()
    await page.getByRole('button', { name: 'Take over' }).waitFor()
    await rosa.writes(company.phone, `¿los envíos son en el día? ${stamp}`)
    await bubble(page, 'entregamos en el día').getByText('Agent', { exact: true }).waitFor()
    await noProblems(made)
  } finally {
    await company.call('/v1/agent', 'PUT', { enabled: false })
  }
})

test('outside the window a template is sent from the composer', async () => {
  const { company } = stage
  const nina = await customer('Nina', anotherPhone())
  const name = `aviso_${stamp}`
  const template = await company.call('/v1/templates', 'POST', {
    deviceId: company.device.id,
    name,
    language: 'es_AR',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'Hola {{1}}, su ramo está listo.', example: { body_text: [['Ana']] } },
    ],
  })
  await until(
    async () => (await company.call(`/v1/templates/${template.id}`)).status === 'APPROVED',
    'Meta to approve the template',
    40_000,
  )
  const body = [{ type: 'body', parameters: [{ type: 'text', text: 'Nina' }] }]
  await company.call(`/v1/devices/${company.device.id}/messages/send`, 'POST', {
    to: nina.phone,
    type: 'template',
    template: { name, language: { code: 'es_AR' }, components: body },
  })
  const { id } = await until(() => conversationWith(nina.phone), 'the conversation')
  const made = await at(`/inbox/${id}`)
  const { page } = made
  await page.getByText('This person has not written yet.').waitFor()
  assert.equal(await composer(page).count(), 0, 'nothing can be written freely')
  await page.getByRole('button', { name: 'Use a template' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('option').filter({ hasText: name }).click()
  await dialog.getByRole('textbox').first().fill('Nina querida')
  await dialog.getByRole('button', { name: 'Send' }).click()
  await bubble(page, 'Hola Nina querida').waitFor()
  await until(
    async () => JSON.stringify(await nina.received()).includes('Nina querida'),
    'the template on the phone',
  )
  await noProblems(made)
})

test('a voice note is recorded, listened to, sent and played', async () => {
  const { ana, company } = stage
  await ana.writes(company.phone, `¿me mandás un audio? ${stamp}`)
  const made = await talkingTo(ana)
  const { page } = made
  await page.getByRole('button', { name: 'Record a voice note' }).click()
  await page.getByText('Recording', { exact: false }).first().waitFor()
  await page.waitForTimeout(1_200)
  await page.getByRole('button', { name: 'Stop and listen' }).click()
  await page.getByRole('button', { name: 'Send the voice note' }).click()
  await until(
    async () => (await ana.received()).some(({ type }) => type === 'audio'),
    'the voice note on the phone',
  )
  const note = thread(page).getByRole('listitem').last()
  await note.getByRole('button', { name: 'Play' }).click()
  await note.getByRole('button', { name: 'Pause' }).waitFor()
  await noProblems(made)
})

test('a file shows how far it is and can be called off', async () => {
  const made = await talkingTo(stage.ana, loggedInAt)
  const { page } = made
  const network = await page.context().newCDPSession(page)
  await network.send('Network.enable')
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 40_000 }
  await network.send('Network.emulateNetworkConditions', slow)
  await page.locator('input[type=file][multiple]').setInputFiles({
    name: `catalogo-${stamp}.pdf`,
    mimeType: 'application/pdf',
    buffer: Buffer.alloc(1_500_000, '%PDF-1.4 '),
  })
  await composer(page).press('Enter')
  const leaving = bubble(page, `catalogo-${stamp}.pdf`)
  await leaving.getByRole('progressbar', { name: 'Uploading' }).waitFor()
  await leaving.getByRole('button', { name: 'Cancel' }).click()
  await leaving.waitFor({ state: 'detached' })
  await network.send('Network.emulateNetworkConditions', { ...slow, uploadThroughput: -1 })
  assert.ok(!JSON.stringify(await stage.ana.received()).includes(`catalogo-${stamp}`), 'nothing was sent')
  await noProblems(made)
})

async function loggedInAt(path) {
  const made = await loggedIn()
  await made.page.goto(hub + path)
  return made
}

test('people are brought in from a file and taken out as one', async () => {
  const phone = anotherPhone()
  const made = await at('/contacts')
  const { page } = made
  await page.getByRole('button', { name: 'Import CSV' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('input[type=file]').setInputFiles({
    name: 'personas.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`phone,name,tags\n${phone},Olga ${stamp},mayorista\nno es un teléfono,Nadie,\n`),
  })
  await dialog.getByRole('button', { name: 'Import', exact: true }).click()
  await dialog.getByText('With problems', { exact: true }).first().waitFor()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByText(`Olga ${stamp}`).waitFor()
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Export CSV' }).click(),
  ])
  const text = await readFile(await file.path(), 'utf8')
  assert.match(text, new RegExp(`Olga ${stamp}`))
  assert.ok(text.includes(phone))
  await noProblems(made)
})

test('what was begun to be written outlives the session', async () => {
  const made = await talkingTo(stage.ana, loggedInAt)
  const { page } = made
  const text = `antes del final ${stamp}`
  await composer(page).fill(text)
  const refuse = (route) =>
    route.fulfill({ status: 401, contentType: 'application/problem+json', body: '{}' })
  await page.route('**/v1/auth/refresh', refuse)
  await page.route('**/messages/send', refuse, { times: 1 })
  await composer(page).press('Enter')
  const again = page.getByRole('dialog', { name: 'Your session has ended' })
  await again.waitFor()
  await again.getByLabel('Password', { exact: true }).fill(credentials.password)
  await page.unroute('**/v1/auth/refresh')
  await again.getByRole('button', { name: 'Sign in' }).click()
  await bubble(page, text).getByText('Delivered', { exact: true }).waitFor()
  await composer(page).fill(`sigue aquí ${stamp}`)
  await page.context().clearCookies()
  await page.reload()
  await page.locator('input[type=email]').fill(credentials.email)
  await page.locator('input[autocomplete=current-password]').fill(credentials.password)
  await page.locator('form button[type=submit]').click()
  await thread(page).waitFor()
  assert.equal(await composer(page).inputValue(), `sigue aquí ${stamp}`)
  await composer(page).fill('')
  await noProblems(made)
})

test('a lost connection says so, and what was missed is there when it is back', async () => {
  const { ana, company } = stage
  await ana.writes(company.phone, `¿siguen ahí? ${stamp}`)
  const made = await talkingTo(ana, loggedInAt)
  const { page } = made
  await page.context().setOffline(true)
  await page.getByText('Not live', { exact: true }).first().waitFor()
  await page.getByText('No live connection: what you see may be out of date.').waitFor()
  await ana.writes(company.phone, `mientras no había red ${stamp}`)
  await composer(page).fill(`escrito sin red ${stamp}`)
  await composer(page).press('Enter')
  await bubble(page, `escrito sin red ${stamp}`).getByRole('button', { name: 'Send again' }).waitFor()
  await page.context().setOffline(false)
  await live(page)
  await bubble(page, `mientras no había red ${stamp}`).waitFor()
  await bubble(page, `escrito sin red ${stamp}`).getByRole('button', { name: 'Send again' }).click()
  await bubble(page, `escrito sin red ${stamp}`).getByText('Delivered', { exact: true }).waitFor()
  made.problems.length = 0
  await noProblems(made)
})
