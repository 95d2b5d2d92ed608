/// History: what the phone sends when a number is linked, in pieces that the hub can swallow.
import { downloadAndProcessHistorySyncNotification, proto } from 'baileys'
import { nameOf } from './protobuf.js'
import { saidIn } from './said.js'
import { contactOf } from './news.js'

const PIECE = 200
const PIECE_BYTES = 2_000_000
const { HistorySyncType } = proto.HistorySync
const { Status } = proto.WebMessageInfo

/** @type {Record<string, string>} */
const KINDS = { INITIAL_BOOTSTRAP: 'initial', RECENT: 'recent', FULL: 'full', ON_DEMAND: 'on-demand', PUSH_NAME: 'names' }

/**
 * @param {any} set  Baileys' `messaging-history.set`
 * @param {{people: import('./people.js').People, events: import('./events.js').Events, of?: string, messages: boolean}} line
 */
export async function tellHistory(set, { people, events, of, messages }) {
  const kind = KINDS[nameOf(HistorySyncType, set.syncType) ?? ''] ?? 'other'
  const base = { kind, progress: set.progress ?? undefined, of }
  const chats = await Promise.all((set.chats ?? []).map((/** @type {any} */ chat) => chatOf(chat, people)))
  const contacts = (await Promise.all((set.contacts ?? []).map((/** @type {any} */ one) => contactOf(one, people)))).filter(
    one => (one.pn || one.lid) && Object.keys(one).length > 1,
  )
  const lids = set.lidPnMappings ?? []
  for (const [chatPiece, contactPiece, lidPiece] of together(chats, contacts, lids)) {
    await events.kept('history', { ...base, said: [], chats: chatPiece, contacts: contactPiece, lids: lidPiece })
  }
  /** @type {unknown[]} */
  let said = []
  let bytes = 0
  for (const info of messages ? (set.messages ?? []) : []) {
    if (!info?.key?.id || !info.key.remoteJid) continue
    const one = await past(info, people)
    said.push(one)
    bytes += JSON.stringify(one).length
    if (said.length === PIECE || bytes > PIECE_BYTES) {
      await events.kept('history', { ...base, said, chats: [], contacts: [], lids: [] })
      said = []
      bytes = 0
    }
  }
  await events.kept('history', { ...base, said, chats: [], contacts: [], lids: [], last: true })
}

/**
 * History that was announced before and did not come to its end.
 *
 * @param {import('baileys').proto.Message.IHistorySyncNotification} notification
 * @param {any} logger
 */
export const fetchHistory = (notification, logger) => downloadAndProcessHistorySyncNotification(notification, {}, logger)

/** @param {any} info @param {import('./people.js').People} people */
async function past(info, people) {
  const said = await saidIn(info, { people })
  const reactions = await Promise.all(
    (info.reactions ?? []).map(async (/** @type {any} */ one) => ({
      sender: one.key?.fromMe ? people.me() : await people.person(one.key?.participant || info.key.remoteJid),
      emoji: one.text ?? '',
      at: Math.floor(Number(one.senderTimestampMs ?? 0) / 1000) || undefined,
    })),
  )
  return {
    ...said,
    backfilled: true,
    status: nameOf(Status, info.status),
    reactions: reactions.length ? reactions : undefined,
    starred: info.starred || undefined,
  }
}

/** @param {any} chat @param {import('./people.js').People} people */
async function chatOf(chat, people) {
  return {
    ...(await people.chat(chat.id, chat.pnJid, chat.lidJid)),
    name: chat.displayName || chat.name || undefined,
    at: Number(chat.conversationTimestamp ?? 0) || undefined,
    unread: chat.unreadCount || undefined,
    archived: chat.archived || undefined,
    pinned: chat.pinned ? true : undefined,
    muted: Number(chat.muteEndTime ?? 0) || undefined,
  }
}

/** Several lists, cut into pieces of at most so many each. @param {...any[]} lists */
function together(...lists) {
  const longest = Math.max(...lists.map(one => one.length))
  const size = PIECE * 5
  return Array.from({ length: Math.ceil(longest / size) }, (_, at) => lists.map(one => one.slice(at * size, (at + 1) * size)))
}
