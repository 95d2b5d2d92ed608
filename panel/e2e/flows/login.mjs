import { test } from 'node:test'
import { credentials, hub } from '../browser.mjs'
import { at, loggedIn, noProblems, stage, stranger } from '../stage.mjs'
import { stamp } from '../world.mjs'

test('a person logs in and finds what is going on', async () => {
  const opened = await loggedIn()
  await opened.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  await opened.page.getByText('Live', { exact: true }).waitFor()
  await noProblems(opened)
})

test('una persona entra en español', async () => {
  const opened = await stranger({ language: 'es' })
  const { page } = opened
  await page.goto(`${hub}/devices`)
  await page.getByRole('heading', { name: 'Iniciar sesión' }).waitFor()
  await page.getByLabel('Correo electrónico').fill(credentials.email)
  await page.getByLabel('Contraseña', { exact: true }).fill(credentials.password)
  await page.getByRole('button', { name: 'Entrar' }).click()
  // Somebody who may enter several companies is asked which; then the page that was asked for opens.
  const choice = page.getByRole('button', { name: stage.company.tenant.name })
  await choice.click()
  await page.getByRole('heading', { level: 1, name: 'Dispositivos' }).waitFor()
  await page.getByText('En vivo', { exact: true }).waitFor()
  await page.getByRole('button', { name: 'Idioma' }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await page.getByRole('heading', { level: 1, name: 'Devices' }).waitFor()
  await noProblems(opened)
})

test('a wrong password is refused in words', async () => {
  const opened = await stranger()
  const { page } = opened
  await page.goto(`${hub}/login`)
  await page.getByLabel('Email').fill(`nobody-${stamp}@example.com`)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByText('The email or the password is not right.').waitFor()
  await noProblems(opened)
})

test('signing out leaves nothing behind', async () => {
  const opened = await loggedIn()
  const { page } = opened
  await page.getByRole('button', { name: 'Account' }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.waitForURL(`${hub}/login`)
  await page.goto(`${hub}/devices`)
  await page.waitForURL(`${hub}/login?to=%2Fdevices`)
  await noProblems(opened)
})

test('an invited person accepts and is offered what an agent may do', async () => {
  const administrator = await at('/team')
  await administrator.page.getByRole('button', { name: 'Invite' }).click()
  const dialog = administrator.page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Berta')
  await dialog.getByLabel('Email').fill(`berta-${stamp}@example.com`)
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  const link = await dialog.locator('code').innerText()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await administrator.page.getByRole('cell', { name: 'Invited' }).waitFor()

  const berta = await stranger({ width: 360, height: 740 })
  await berta.page.goto(hub + new URL(link).pathname + new URL(link).hash)
  await berta.page.getByLabel('Password', { exact: true }).fill(`una frase larga ${stamp}`)
  await berta.page.getByRole('button', { name: 'Accept and sign in' }).click()
  await berta.page.getByRole('heading', { level: 1, name: 'Home' }).waitFor()
  const bar = berta.page.getByRole('navigation').filter({ visible: true })
  await bar.getByRole('link', { name: 'Messages' }).click()
  await berta.page.getByRole('heading', { level: 1, name: 'Messages' }).waitFor()
  for (const hidden of ['Webhooks', 'API keys', 'Team', 'Companies']) {
    if (await berta.page.getByRole('link', { name: hidden }).count())
      throw new Error(`an agent sees ${hidden}`)
  }
  await noProblems(berta)
  await noProblems(administrator)
})
