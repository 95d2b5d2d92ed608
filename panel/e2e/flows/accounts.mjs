import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { test } from 'node:test'
import { hub, logIn } from '../browser.mjs'
import { accessible, at, noProblems, stage, stranger } from '../stage.mjs'
import { anotherPhone, json, stamp, until } from '../world.mjs'

const password = `una frase larga ${stamp}`

/** Somebody of the company, with a password. */
async function colleague(name, role) {
  const email = `${name.toLowerCase()}-${stamp}@example.com`
  const { id } = await stage.company.call('/v1/users', 'POST', { name, email, role, password })
  return { id, name, email, password }
}

/** What an authenticator app shows at that time: RFC 6238. */
function code(key, at = Date.now()) {
  const bits = [...key]
    .map((letter) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(letter).toString(2).padStart(5, '0'))
    .join('')
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)))
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)))
  const hash = createHmac('sha1', bytes).update(step).digest()
  const number = hash.readUInt32BE(hash[19] & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

async function fillLogin(page, { email, password }) {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

async function signOut(page) {
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(`${hub}/login`)
}

test('a person switches a second factor on and logs in with a code, then with a recovery code', async () => {
  const carla = await colleague('Carla', 'agent')
  const opened = await stranger()
  const { page } = opened
  await logIn(page, stage.company.tenant.id, carla)
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: 'My account' }).click()
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor()
  await page.getByText('This one').waitFor()
  await accessible(page, 'account')
  await page.getByRole('button', { name: 'Switch the second factor on' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Current password').fill(password)
  await dialog.getByRole('button', { name: 'Continue' }).click()
  await dialog.getByAltText('QR code for the authenticator app').waitFor()
  await accessible(page, 'enrolment')
  const key = (await dialog.locator('code').innerText()).trim()
  const now = Date.now()
  await dialog.getByLabel('Code of your app').fill(code(key, now))
  await dialog.getByRole('button', { name: 'Switch the second factor on' }).click()
  const kept = (await dialog.getByRole('group', { name: 'Recovery codes' }).innerText()).trim().split('\n')
  assert.equal(kept.length, 10)
  assert.ok(await dialog.getByRole('button', { name: 'Done' }).isDisabled(), 'nobody gets past by accident')
  await dialog.getByLabel('I have kept them').check()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByText('10 recovery codes left').waitFor()
  await signOut(page)

  await fillLogin(page, carla)
  await page.getByLabel('Code of your app').fill(code(key, now))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('The code is wrong, was used already or has expired').waitFor()
  await page.getByLabel('Code of your app').fill(code(key, now + 30_000))
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('#main h1:visible').first().waitFor()
  await signOut(page)

  await fillLogin(page, carla)
  await page.getByRole('button', { name: 'I do not have my phone: use a recovery code' }).click()
  await page.getByLabel('Recovery code').fill(kept[0])
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.locator('#main h1:visible').first().waitFor()
  await noProblems(opened)
})

test('a session that is ended elsewhere keeps what was typed', async () => {
  const { ana, company } = stage
  await ana.writes(company.phone, `buenas ${stamp}`)
  const gina = await colleague('Gina', 'agent')
  const left = await stranger()
  let carried
  left.page.on('request', (request) => (carried = request.headers().authorization ?? carried))
  await logIn(left.page, company.tenant.id, gina)
  await left.page.goto(`${hub}/messages`)
  await left.page.getByRole('button', { name: 'Send a message' }).first().click()
  await left.page.getByLabel('To', { exact: true }).fill(ana.phone)
  const text = `typed before the session ended ${stamp}`
  await left.page.getByLabel('Text', { exact: true }).fill(text)

  const here = await stranger()
  await logIn(here.page, company.tenant.id, gina)
  await here.page.goto(`${hub}/account`)
  await here.page.getByRole('button', { name: /^End the session / }).click()
  await here.page.getByText('The session has ended.').waitFor()
  await until(async () => {
    const { status } = await fetch(`${hub}/v1/auth/me`, { headers: { authorization: carried } })
    return status === 401
  }, 'the session to be refused')

  const again = left.page.getByRole('dialog', { name: 'Your session has ended' })
  const send = left.page.getByRole('button', { name: 'Send', exact: true })
  // A call of the page itself may have been the first to hear of it.
  const heard = await again.isVisible()
  if (!heard) await send.click()
  await again.waitFor()
  assert.equal(await left.page.getByLabel('Text', { exact: true }).inputValue(), text)
  await again.getByLabel('Password', { exact: true }).fill(password)
  await again.getByRole('button', { name: 'Sign in' }).click()
  await again.waitFor({ state: 'hidden' })
  if (heard) await send.click()
  await left.page.getByText('Queued for sending.').waitFor()
  await left.page.getByRole('listitem').filter({ hasText: text }).first().waitFor()
  await noProblems(left)
  await noProblems(here)
})

test('whoever forgot their password is sent to the administrator, whose link gives a new one', async () => {
  const dario = await colleague('Dario', 'agent')
  const before = await stranger()
  await logIn(before.page, stage.company.tenant.id, dario)
  const opened = await stranger({ width: 360, height: 740 })
  const { page } = opened
  await page.goto(`${hub}/login`)
  await page.getByRole('link', { name: 'Forgot your password?' }).click()
  await page.getByText('This hub sends no mail.').waitFor()
  await accessible(page, 'forgotten password')

  const administrator = await at('/team')
  await administrator.page.getByRole('button', { name: 'Actions for Dario' }).click()
  await administrator.page.getByRole('menuitem', { name: 'Make a link for another password' }).click()
  const link = new URL(await administrator.page.getByRole('dialog').locator('code').innerText())
  assert.equal(link.pathname, '/new-password')

  await page.goto(hub + link.pathname + link.hash)
  await page.getByRole('heading', { name: 'Choose a new password' }).waitFor()
  await page.getByLabel('New password', { exact: true }).fill(`otra frase larga ${stamp}`)
  await page.getByLabel('New password, again').fill(`otra frase larga ${stamp}`)
  await page.getByRole('button', { name: 'Save and log in' }).click()
  await page.locator('#main h1:visible').first().waitFor()

  await before.page.goto(`${hub}/messages`)
  await before.page.waitForURL(/\/login/)
  await page.goto('about:blank')
  await page.goto(hub + link.pathname + link.hash)
  await page.getByLabel('New password', { exact: true }).fill(`una tercera frase ${stamp}`)
  await page.getByLabel('New password, again').fill(`una tercera frase ${stamp}`)
  await page.getByRole('button', { name: 'Save and log in' }).click()
  await page.getByText('The link was used already or has expired.').waitFor()
  await before.context.close()
  await noProblems(administrator)
  await opened.context.close()
})

test('an administrator erases a person and has the certificate', async () => {
  const name = `Borrada ${stamp}`
  const { id } = await stage.company.call('/v1/contacts', 'POST', { phone: anotherPhone(), name })
  const opened = await at(`/contacts?open=${id}`)
  const { page } = opened
  await page.getByRole('button', { name: 'Erase this person' }).click()
  const asked = page.getByRole('dialog', { name: `Erase ${name} and all that is theirs?` })
  const go = asked.getByRole('button', { name: 'Erase this person' })
  assert.ok(await go.isDisabled(), 'first the name is typed')
  await asked.getByRole('textbox').fill(name)
  await go.click()
  const certificate = page.getByRole('dialog', { name: 'Erased' })
  await certificate.getByText(/^sha256:[0-9a-f]{64}$/).waitFor({ timeout: 60_000 })
  const digest = (await certificate.locator('code').innerText()).trim()
  await page.goto(`${hub}/settings?tab=privacy`)
  await page.getByText(digest).waitFor()
  await accessible(page, 'privacy settings')
  await assert.rejects(() => stage.company.call(`/v1/contacts/${id}`), /answered 410/)
  // The open sheet asks once more for whoever is gone now, and the browser says so.
  const others = opened.problems.filter((problem) => !problem.includes('status of 410'))
  await noProblems({ ...opened, problems: others })
})

test('an agent sees the work and nothing of the configuration', async () => {
  const emilia = await colleague('Emilia', 'agent')
  const opened = await stranger()
  const { page } = opened
  await logIn(page, stage.company.tenant.id, emilia)
  const menu = page.getByRole('navigation', { name: 'Main navigation' })
  for (const shown of ['Inbox', 'Contacts', 'Messages'])
    await menu.getByRole('link', { name: shown, exact: true }).waitFor()
  for (const hidden of ['Webhooks', 'API keys', 'Team', 'Audit', 'Settings', 'Companies', 'Logs'])
    assert.equal(await menu.getByRole('link', { name: hidden, exact: true }).count(), 0, hidden)
  await page.goto(`${hub}/settings`)
  await page.getByText('Settings are for administrators').waitFor()
  await page.goto(`${hub}/account`)
  await page.getByRole('heading', { name: 'Second factor' }).waitFor()
  const { access_token: token } = await json(`${hub}/v1/auth/login`, 'POST', {
    email: emilia.email,
    password,
  })
  for (const path of ['/v1/users', '/v1/api-keys', '/v1/privacy', '/v1/audit', '/v1/webhook-endpoints']) {
    const answer = await fetch(hub + path, { headers: { authorization: `Bearer ${token}` } })
    assert.equal(answer.status, 403, path)
  }
  await noProblems(opened)
})

test('whoever runs the hub says why they enter a company that is not theirs, and leaves by one click', async () => {
  const name = `Ajena ${stamp}`
  const tenant = await stage.company.call('/v1/tenants', 'POST', { name, slug: `panel-e2e-ajena-${stamp}` })
  await stage.company.inside(tenant.id)('/v1/users', 'POST', {
    name: 'Flor',
    email: `flor-${stamp}@example.com`,
    role: 'tenantAdmin',
    password,
  })
  const opened = await at('/tenants')
  const { page } = opened
  const row = page.getByRole('row').filter({ hasText: name })
  await row.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: 'Enter it' }).click()
  await page.getByRole('heading', { name: `Enter ${name}` }).waitFor()
  await page.getByRole('button', { name: 'Enter', exact: true }).click()
  await page.getByText('Say why you enter.').last().waitFor()
  await page.getByLabel('Reason').fill('Flor asked for help')
  await page.getByRole('button', { name: 'Enter', exact: true }).click()
  const banner = page.getByText(`You are visiting ${name} until`)
  await banner.waitFor()
  assert.match(await banner.innerText(), /Flor asked for help/)
  await accessible(page, 'during a visit')
  await page.getByRole('button', { name: 'Leave', exact: true }).click()
  await page.getByRole('heading', { name: 'Which company do you want to work with?' }).waitFor()
  await until(async () => {
    const { data } = await stage.company.inside(tenant.id)('/v1/audit?limit=20')
    return ['visit.begun', 'visit.ended'].every((action) => data.some((line) => line.action === action))
  }, 'both ends of the visit in the audit log of the company')
  await stage.company.call(`/v1/tenants/${tenant.id}?name=${encodeURIComponent(name)}`, 'DELETE')
  await noProblems(opened)
})
