/// Who is who. A person has a telephone number (`…@s.whatsapp.net`), a LID (`…@lid`), or both.
import { isJidBroadcast, isJidGroup, isJidNewsletter, isJidStatusBroadcast, isLidUser, isPnUser, jidDecode, jidNormalizedUser } from 'baileys'

/**
 * @typedef {{pn?: string, lid?: string}} Person
 * @typedef {Person & {jid: string, kind: 'person' | 'group' | 'broadcast' | 'status' | 'newsletter'}} Chat
 * @typedef {{jid?: string, pn?: string, lid?: string}} Address  at least one of them
 */

export class People {
  #keys

  /** @param {import('./keys.js').Keys} keys  which know the pairs that were seen */
  constructor(keys) {
    this.#keys = keys
  }

  /**
   * A person by one or more of their addresses; what is missing is looked up among the pairs that are known.
   *
   * @param {...(string | null | undefined)} jids
   * @returns {Promise<Person>}
   */
  async person(...jids) {
    const person = named(...jids)
    if (person.pn && !person.lid) {
      const user = userOf(person.pn)
      const { [user]: lid } = await this.#keys.get('lid-mapping', [user])
      if (lid) person.lid = `${lid}@lid`
    } else if (person.lid && !person.pn) {
      const reverse = `${userOf(person.lid)}_reverse`
      const { [reverse]: pn } = await this.#keys.get('lid-mapping', [reverse])
      if (pn) person.pn = `${pn}@s.whatsapp.net`
    }
    return person
  }

  /**
   * @param {string} jid
   * @param {...(string | null | undefined)} others  further addresses of the same person
   * @returns {Promise<Chat>}
   */
  async chat(jid, ...others) {
    const kind = kindOf(jid)
    const bare = jidNormalizedUser(jid)
    return kind === 'person' ? { jid: bare, kind, ...(await this.person(jid, ...others)) } : { jid: bare, kind }
  }

  /** Ourselves. @returns {Person & {name?: string, device?: number}} */
  me() {
    const { me } = this.#keys.creds
    return { ...named(me?.id, me?.lid), name: me?.name === '~' ? undefined : me?.name, device: deviceOf(me?.id) }
  }

  /** Whether one of these is ourselves. @param {...(string | null | undefined)} jids */
  isMe(...jids) {
    const me = this.me()
    const { pn, lid } = named(...jids)
    return (pn !== undefined && pn === me.pn) || (lid !== undefined && lid === me.lid)
  }
}

/**
 * The addresses of one person, without device, by what they are.
 *
 * @param {...(string | null | undefined)} jids
 * @returns {Person}
 */
export function named(...jids) {
  /** @type {Person} */
  const person = {}
  for (const jid of jids) {
    if (!jid) continue
    const decoded = jidDecode(jid)
    if (decoded?.server === 's.whatsapp.net' || decoded?.server === 'hosted') person.pn ??= `${decoded.user}@s.whatsapp.net`
    if (decoded?.server === 'lid' || decoded?.server === 'hosted.lid') person.lid ??= `${decoded.user}@lid`
  }
  return person
}

/** @param {string} jid @returns {Chat['kind']} */
export function kindOf(jid) {
  if (isJidGroup(jid)) return 'group'
  if (isJidStatusBroadcast(jid)) return 'status'
  if (isJidBroadcast(jid)) return 'broadcast'
  if (isJidNewsletter(jid)) return 'newsletter'
  return 'person'
}

/** @param {string} jid */
export const isPerson = jid => Boolean(isPnUser(jid) || isLidUser(jid))

/** @param {string} jid */
export const userOf = jid => jidDecode(jid)?.user ?? ''

/** @param {string | null | undefined} jid */
export const deviceOf = jid => (jid ? jidDecode(jid)?.device : undefined)

/** The LID when there is one: WhatsApp refuses messages to new people by number (463). @param {Address | undefined} address */
export const jidOf = address => address?.lid ?? address?.pn ?? address?.jid ?? ''
