import account from './account.json'
import agent from './agent.json'
import alerts from './alerts.json'
import audit from './audit.json'
import auth from './auth.json'
import causesOfWhatsApp from './causes.json'
import common from './common.json'
import connection from './connection.json'
import contacts from './contacts.json'
import deliveries from './deliveries.json'
import developers from './developers.json'
import devices from './devices.json'
import events from './events.json'
import home from './home.json'
import inbox from './inbox.json'
import keys from './keys.json'
import linking from './linking.json'
import logs from './logs.json'
import messages from './messages.json'
import problems from './problems.json'
import settings from './settings.json'
import shell from './shell.json'
import team from './team.json'
import templates from './templates.json'
import tenants from './tenants.json'
import ui from './ui.json'
import visits from './visits.json'
import webhooks from './webhooks.json'
import wordsOfWhatsApp from './words.json'

/** What WhatsApp's errors mean; the hub's own words are the English ones. */
export const causes = causesOfWhatsApp

export const words = {
  account,
  agent,
  alerts,
  audit,
  auth,
  common,
  connection,
  contacts,
  deliveries,
  developers,
  devices,
  events,
  home,
  inbox,
  keys,
  linking,
  logs,
  messages,
  problems,
  settings,
  shell,
  team,
  templates,
  tenants,
  ui,
  visits,
  webhooks,
  words: wordsOfWhatsApp,
}
