/// What Baileys has to tell besides messages, in the words of PROTOCOL.md. It is taken as it is emitted, not when Baileys finds that
/// enough has come together.
import { jidNormalizedUser } from 'baileys'
import { kindOf, named } from './people.js'

/** @typedef {{type: string, fields: Record<string, unknown>, kept?: boolean}} News  `kept: false` is only mentioned */

const ONLY_A_NAME = new Set(['id', 'notify', 'verifiedName'])
/** Of a hundred bytes each. */
const MOST_MEMBERS = 20_000
const PRESENCES = new Set(['available', 'unavailable', 'composing', 'recording', 'paused'])

/**
 * @param {string} event
 * @param {any} data
 * @param {import('./people.js').People} people
 * @returns {Promise<News[]>}
 */
export async function newsOf(event, data, people) {
  switch (event) {
    case 'contacts.upsert':
    case 'contacts.update':
      return [
        ...list('contacts', 'contacts', await Promise.all(data.filter(saysMore).map((/** @type {any} */ one) => contactOf(one, people)))),
        ...list(
          'groups',
          'groups',
          data.filter(hasNewPicture).map((/** @type {any} */ { id, imgUrl }) => ({ jid: id, picture: imgUrl })),
        ),
      ]
    case 'groups.upsert':
    case 'groups.update':
      return list('groups', 'groups', withoutCrowds(data.map(groupOf)))
    case 'group-participants.update':
      return [
        {
          type: 'group-members',
          fields: {
            group: data.id,
            action: data.action,
            by: named(data.author, data.authorPn),
            members: data.participants.map(memberOf),
            at: Math.floor(Date.now() / 1000),
          },
        },
      ]
    case 'lid-mapping.update':
      return [{ type: 'lids', fields: { lids: [{ pn: jidNormalizedUser(data.pn), lid: jidNormalizedUser(data.lid) }] } }]
    case 'presence.update':
      return presencesOf(data, people)
    case 'blocklist.set':
      return [{ type: 'blocked', fields: { list: await persons(data.blocklist, people), change: 'all' } }]
    case 'blocklist.update':
      return [{ type: 'blocked', fields: { list: await persons(data.blocklist, people), change: data.type } }]
    default:
      return []
  }
}

/** @param {any} group  of Baileys, whole or in part */
export function groupOf(group) {
  return dense({
    jid: group.id,
    subject: group.subject,
    description: group.desc,
    owner: group.owner ? named(group.owner, group.ownerPn) : undefined,
    createdAt: Number.isFinite(group.creation) ? group.creation : undefined,
    announce: group.announce,
    locked: group.restrict,
    ephemeralSeconds: group.ephemeralDuration,
    size: group.size,
    addressing: group.addressingMode,
    members: group.participants?.map(memberOf),
  })
}

/** What fits into a frame: when there are very many members in all of them together, the groups without their members. @param {any[]} groups */
export function withoutCrowds(groups) {
  const members = groups.reduce((sum, { members: all }) => sum + (all?.length ?? 0), 0)
  return members <= MOST_MEMBERS ? groups : groups.map(({ members: all, ...group }) => ({ ...group, size: group.size ?? all?.length }))
}

/** @param {any} contact @param {import('./people.js').People} people */
export async function contactOf(contact, people) {
  return dense({
    ...(await people.person(contact.id, contact.phoneNumber, contact.lid)),
    name: contact.name,
    pushName: contact.notify,
    verifiedName: contact.verifiedName,
    username: contact.username,
    picture: contact.imgUrl === 'changed' || contact.imgUrl === 'removed' ? contact.imgUrl : undefined,
  })
}

/** @param {any} member */
export function memberOf(member) {
  const { id, phoneNumber, lid, admin } = typeof member === 'string' ? { id: member } : member
  return dense({ ...named(id, phoneNumber, lid), admin: admin || undefined })
}

/** A name that came with a message is in that message already. @param {any} contact */
const saysMore = contact => kindOf(contact.id ?? '') === 'person' && Object.keys(contact).some(name => !ONLY_A_NAME.has(name) && contact[name] !== undefined)

/** Of a group; a person's is told with the person. @param {any} contact */
const hasNewPicture = ({ id, imgUrl }) => kindOf(id ?? '') === 'group' && (imgUrl === 'changed' || imgUrl === 'removed')

/** @param {any} data @param {import('./people.js').People} people @returns {Promise<News[]>} */
async function presencesOf({ id, presences }, people) {
  const chat = await people.chat(id)
  const all = Object.entries(presences).filter(([, one]) => PRESENCES.has(/** @type {any} */ (one).lastKnownPresence))
  return Promise.all(
    all.map(async ([who, one]) => {
      const { lastKnownPresence, lastSeen } = /** @type {any} */ (one)
      return { type: 'presence', kept: false, fields: { chat, who: await people.person(who), presence: lastKnownPresence, lastSeen } }
    }),
  )
}

/** @param {string[]} jids @param {import('./people.js').People} people */
const persons = (jids, people) => Promise.all(jids.map(jid => people.person(jid)))

/** @param {string} type @param {string} name @param {unknown[]} all @returns {News[]} */
const list = (type, name, all) => (all.length ? [{ type, fields: { [name]: all } }] : [])

/** Without the members that are undefined. @template {object} T @param {T} object @returns {T} */
const dense = object => /** @type {T} */ (Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)))
