// Every page of the panel and what opens over it, as an address and, perhaps, what to do to see the state that is
// wanted. Nothing here reads words: the pages are seen in every language.
import { hub } from './browser.mjs'

const row = '[role=list] button, table tbody button, ul.divide-y button'
const firstRow = (page) => page.locator(row).first().click()
const lastAction = (page) => page.locator('#main header button').last().click()
const dialog = (page) => page.locator('[role=dialog]').first().waitFor()

/** Opens the conversation whose row in the inbox holds the name. */
const talkWith = (name) => async (page) => {
  await page.locator('[data-conversation]').filter({ hasText: name }).first().click()
  await page.locator('[data-thread]').waitFor()
  await page.waitForTimeout(600)
}

async function viewer(page) {
  await talkWith('Tomás')(page)
  await page.locator('[data-thread] button:has(img)').first().click()
  await page.locator('[role=dialog] img').waitFor()
}

async function threadTop(page) {
  await talkWith('Valentina')(page)
  await page.locator('[data-thread]').evaluate((thread) => {
    const scroller = [thread, ...thread.querySelectorAll('*'), thread.parentElement].find(
      (element) => element.scrollHeight > element.clientHeight + 20,
    )
    scroller?.scrollTo(0, 0)
  })
  await page.waitForTimeout(300)
}

const write = (text) => async (page) => {
  await talkWith('Sofía')(page)
  await page.locator('[data-composer]').fill(text)
  await page.waitForTimeout(300)
}

async function contactPane(page) {
  await talkWith('Valentina')(page)
  await page.goto(`${page.url().split('?')[0]}?contact=true`)
  await page.locator('section h2').last().waitFor()
}

async function menu(page) {
  await talkWith('Valentina')(page)
  await page.locator('[data-thread]').press('?')
  await dialog(page)
}

const person = (name) => async (page) => {
  await page.locator('[role=list] button').filter({ hasText: name }).first().click()
  await dialog(page)
}

async function linkDialog(page, { shop }) {
  await page.goto(`${hub}/devices/${shop.unlinked}`)
  await page.locator('#main header button').first().click()
  await page.locator('[role=dialog] img').waitFor()
}

const device = (name) => async (page) => {
  await page.locator('#main').getByRole('button').filter({ hasText: name }).first().click()
  await page.locator('section h2').first().waitFor()
}

const template = (name) => async (page) => {
  await page.locator('#main').getByText(name).first().click()
  await page.locator('h1').filter({ hasText: name }).waitFor()
}

async function templateEdit(page) {
  await template('pedido_en_camino')(page)
  await page.goto(`${page.url()}/edit`)
  await page.locator('figure').waitFor()
}

/** What a page shows when the hub cannot be asked. */
async function broken(page) {
  await page.route('**/v1/webhook-endpoints*', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: '/problems/unavailable',
        title: 'Unavailable',
        status: 503,
        detail: 'The database cannot be reached at the moment.',
        requestId: '01a21be50e947266999520e4c7f9103f',
      }),
    }),
  )
  await page.reload()
  await page.locator('[role=alert]').first().waitFor()
}

/** For somebody who is logged in, in the shop. */
export const PAGES = [
  ['home', '/'],
  ['home-month', '/?period=30d'],
  ['inbox', '/inbox'],
  ['inbox-thread', '/inbox', talkWith('Valentina')],
  ['inbox-thread-top', '/inbox', threadTop],
  ['inbox-contact', '/inbox', contactPane],
  ['inbox-viewer', '/inbox', viewer],
  ['inbox-quick-reply', '/inbox', write('/')],
  ['inbox-writing', '/inbox', write('¡Hola, Sofía! Sí, hacemos centros de mesa.\n¿Qué colores les gustan?')],
  ['inbox-window-closed', '/inbox', talkWith('Camila')],
  ['inbox-search', '/inbox?q=ramo'],
  ['inbox-shortcuts', '/inbox', menu],
  ['contacts', '/contacts'],
  ['contact', '/contacts', person('Valentina')],
  ['contact-add', '/contacts?add=true'],
  ['contact-import', '/contacts', (page) => page.locator('#main header button').nth(1).click()],
  ['devices', '/devices'],
  ['device-add', '/devices?add=true'],
  ['device-cloud', '/devices', device('Ventas')],
  ['device-web', '/devices', device('Mostrador')],
  ['device-link', '/devices', linkDialog],
  ['meta', '/devices/meta'],
  ['templates', '/templates'],
  ['template', '/templates', template('pedido_en_camino')],
  ['template-edit', '/templates', templateEdit],
  ['template-new', '/templates/new'],
  ['alerts', '/alerts'],
  ['alert-settings', '/alerts?settings=true'],
  ['agent', '/agent'],
  ['agent-settings', '/agent?tab=settings'],
  ['agent-try', '/agent?tab=try'],
  ['agent-runs', '/agent?tab=runs'],
  ['messages', '/messages'],
  ['message', '/messages', firstRow],
  ['message-picture', '/messages?type=image', firstRow],
  ['message-audio', '/messages?type=audio', firstRow],
  ['message-send', '/messages', lastAction],
  ['endpoints', '/webhooks'],
  ['endpoint-add', '/webhooks?add=true'],
  ['endpoint', '/webhooks', firstRow],
  ['events', '/webhooks/events'],
  ['deliveries', '/deliveries'],
  ['delivery', '/deliveries?state=delivered', firstRow],
  ['delivery-failing', '/deliveries?state=parked', firstRow],
  ['developers', '/developers'],
  ['logs', '/logs'],
  ['log', '/logs', firstRow],
  ['keys', '/api-keys'],
  ['key-add', '/api-keys?add=true'],
  ['team', '/team'],
  ['team-invite', '/team', lastAction],
  ['audit', '/audit'],
  ['settings', '/settings'],
  ['settings-privacy', '/settings?tab=privacy'],
  ['account', '/account'],
  ['palette', '/', (page) => page.keyboard.press('Control+k').then(() => dialog(page))],
  ['not-found', '/nowhere'],
  ['error', '/webhooks', broken],
]

/** For those who run the hub. */
export const PLATFORM = [
  ['tenants', '/tenants'],
  ['tenant-add', '/tenants?add=true'],
  ['settings-platform', '/settings?tab=platform'],
]

/** In a company where nothing has happened yet. */
export const EMPTY = [
  ['empty-home', '/'],
  ['empty-inbox', '/inbox'],
  ['empty-contacts', '/contacts'],
  ['empty-devices', '/devices'],
  ['empty-templates', '/templates'],
  ['empty-webhooks', '/webhooks'],
  ['empty-deliveries', '/deliveries'],
  ['empty-alerts', '/alerts'],
  ['empty-runs', '/agent?tab=runs'],
  ['empty-logs', '/logs'],
  ['empty-keys', '/api-keys'],
]

async function wrongPassword(page) {
  await page.locator('input[type=email]').fill('lucia@losaromos.example')
  await page.locator('input[autocomplete=current-password]').fill('no es esta')
  await page.locator('form button[type=submit]').click()
  await page.locator('[role=alert]').first().waitFor()
}

/** For somebody who is not. */
export const OUTSIDE = [
  ['login', '/login'],
  ['login-wrong', '/login', wrongPassword],
  ['setup', '/setup'],
  ['forgotten', '/forgotten-password'],
  ['new-password', '/new-password#token=9mP3x'],
  ['invitation', '/invitation#token=9mP3x'],
  ['pairing', ({ shop }) => shop.pairing],
  ['pairing-over', `/pair/${'x'.repeat(43)}`],
]
