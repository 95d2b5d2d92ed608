/// What the hub can ask of a line, besides sending. Each returns the fields of the answer.
import { proto } from 'baileys'
import { Refusal } from '../hub.js'
import { groupOf, withoutCrowds } from '../line/news.js'
import { jidOf, named } from '../line/people.js'
import { fetched } from './files.js'
import { fetchedPicture, pictureUrl } from './pictures.js'

/** @typedef {import('../line/line.js').Line} Line */

const IN_A_CHAT = new Set(['composing', 'recording', 'paused'])
const ACTIONS = new Set(['add', 'remove', 'promote', 'demote'])

/** @type {Record<string, (line: Line, request: any) => Promise<Record<string, unknown>>>} */
export const queries = {
  async send(line, request) {
    return { ...(await line.sending.send(request)) }
  },

  async read({ socket }, { keys, played }) {
    const all = list(keys, 'keys').map(messageKey)
    if (played) await socket.sendReceipts(all, 'played')
    else await socket.readMessages(all)
    return {}
  },

  async 'presence.set'({ socket }, { to, presence }) {
    if (IN_A_CHAT.has(presence)) await socket.sendPresenceUpdate(presence, address(to, 'to'))
    else if (presence === 'available' || presence === 'unavailable') await socket.sendPresenceUpdate(presence)
    else throw new Refusal('bad-request', 'presence: is not one of those')
    return {}
  },

  async 'presence.watch'({ socket }, { of }) {
    await socket.presenceSubscribe(address(of, 'of'))
    return {}
  },

  async lookup({ socket, people }, { phones }) {
    const asked = list(phones, 'phones').map(phone => String(phone).replace(/\D/g, ''))
    const answers = (await socket.onWhatsApp(...asked.map(digits => `${digits}@s.whatsapp.net`))) ?? []
    const found = await Promise.all(
      asked.map(async (digits, at) => {
        // A number may be known under another writing of itself (Brazil, Mexico, Argentina): then the answers are in the order of the questions.
        const answer =
          answers.find((/** @type {any} */ one) => one.jid?.startsWith(`${digits}@`)) ?? (answers.length === asked.length ? answers[at] : undefined)
        return { phone: phones[at], exists: Boolean(answer?.exists), ...(answer?.exists ? await people.person(answer.jid) : {}) }
      }),
    )
    return { found }
  },

  async picture({ socket }, { of, preview }) {
    return { url: await pictureUrl(socket, address(of, 'of'), preview !== false) }
  },

  async 'picture.fetch'(line, { of, preview }) {
    return fetchedPicture(line, address(of, 'of'), preview !== false)
  },

  async contact({ socket }, { of }) {
    const jid = address(of, 'of')
    const [about] = (await socket.fetchStatus(jid)) ?? []
    const business = await socket.getBusinessProfile(jid).catch(() => undefined)
    const { description, email, website, address: place, category } = business ?? {}
    return { about: about?.status?.status ?? undefined, business: business ? { description, email, website, address: place, category } : undefined }
  },

  async groups({ socket }) {
    return { groups: withoutCrowds(Object.values(await socket.groupFetchAllParticipating()).map(groupOf)) }
  },

  async group(line, { jid }) {
    return { group: groupOf(await line.socket.groupMetadata(group(jid))) }
  },

  async 'group.create'({ socket }, { subject, members }) {
    if (!subject) throw new Refusal('bad-request', 'subject is missing')
    return { group: groupOf(await socket.groupCreate(subject, list(members, 'members').map(jidOf))) }
  },

  async 'group.subject'({ socket }, { jid, subject }) {
    if (!subject) throw new Refusal('bad-request', 'subject is missing')
    await socket.groupUpdateSubject(group(jid), subject)
    return {}
  },

  async 'group.description'({ socket }, { jid, description }) {
    await socket.groupUpdateDescription(group(jid), description || undefined)
    return {}
  },

  async 'group.members'(line, { jid, action, members }) {
    if (!ACTIONS.has(action)) throw new Refusal('bad-request', 'action: is not one of those')
    const results = await line.socket.groupParticipantsUpdate(group(jid), list(members, 'members').map(jidOf), action)
    line.groups.del(jid)
    return { results: results.map((/** @type {any} */ one) => ({ ...named(one.jid), ok: one.status === '200', code: Number(one.status) })) }
  },

  async 'group.leave'({ socket }, { jid }) {
    await socket.groupLeave(group(jid))
    return {}
  },

  async 'group.invite'({ socket }, { jid }) {
    const code = await socket.groupInviteCode(group(jid))
    return { code, url: `https://chat.whatsapp.com/${code}` }
  },

  async block({ socket }, { of, blocked }) {
    await socket.updateBlockStatus(address(of, 'of'), blocked ? 'block' : 'unblock')
    return {}
  },

  async 'call.reject'({ socket }, { callId, from }) {
    await socket.rejectCall(callId, address(from, 'from'))
    return {}
  },

  async 'profile.name'({ socket }, { name }) {
    if (!name) throw new Refusal('bad-request', 'name is missing')
    await socket.updateProfileName(name)
    return {}
  },

  async 'profile.about'({ socket }, { about }) {
    if (typeof about !== 'string') throw new Refusal('bad-request', 'about is missing')
    await socket.updateProfileStatus(about)
    return {}
  },

  'media.fetch': (line, request) => fetched(request, line),

  async 'message.ask'({ socket }, request) {
    await socket.requestPlaceholderResend(messageKey(request))
    return {}
  },
}

/** Those that work before a phone has scanned, or without WhatsApp. */
export const withoutLogin = new Set(['media.fetch', 'send'])

/** @param {any} key */
function messageKey(key) {
  if (!key?.wireId || !jidOf(key.chat)) throw new Refusal('bad-request', 'keys: wireId and chat are needed')
  const participant = key.chat.jid?.endsWith('@g.us') ? jidOf(key.sender) || undefined : undefined
  return proto.MessageKey.create({ id: key.wireId, remoteJid: key.chat.jid ?? jidOf(key.chat), fromMe: Boolean(key.fromMe), participant })
}

/** @param {any} of @param {string} field */
function address(of, field) {
  const jid = of?.jid && !/@(s\.whatsapp\.net|lid)$/.test(of.jid) ? of.jid : jidOf(of)
  return jid || refuse(field)
}

/** @param {any} jid */
const group = jid => (typeof jid === 'string' && jid.endsWith('@g.us') ? jid : refuse('jid'))

/** @param {any} all @param {string} field @returns {any[]} */
const list = (all, field) => (Array.isArray(all) && all.length ? all : refuse(field))

/** @returns {never} */
function refuse(/** @type {string} */ field) {
  throw new Refusal('bad-request', `${field}: is missing or malformed`)
}
