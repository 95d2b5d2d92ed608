import { expect, it } from 'vitest'
import type { Message } from '@/api/types'
import { firstUnread, rowsOf } from './rows'

let made = 0

function message(changes: Partial<Message>): Message {
  made += 1
  return {
    id: `msg_${String(made).padStart(6, '0')}`,
    wireId: `wamid.${made}`,
    direction: 'inbound',
    status: null,
    type: 'text',
    text: { body: 'hola' },
    from: { phone: '+5491155550101', name: 'Ana' },
    sentAt: '2026-11-20T12:00:00.000Z',
    createdAt: '2026-11-20T12:00:00.000Z',
    ...changes,
  } as Message
}

it('each_day_is_said_once_and_messages_of_one_person_stand_together', () => {
  const rows = rowsOf(
    [
      message({ sentAt: '2026-11-19T12:00:00.000Z' }),
      message({ sentAt: '2026-11-19T12:01:00.000Z' }),
      message({ sentAt: '2026-11-19T12:01:30.000Z', direction: 'outbound', status: 'sent' }),
      message({ sentAt: '2026-11-20T12:00:00.000Z' }),
      message({ sentAt: '2026-11-20T13:00:00.000Z' }),
    ],
    null,
  )
  expect(rows.map(({ day }) => day !== null)).toEqual([true, false, false, true, false])
  expect(rows.map(({ first }) => first)).toEqual([true, false, true, true, true])
})

it('reading_goes_on_at_the_first_unread_message', () => {
  const thread = [
    message({}),
    message({ direction: 'outbound', status: 'sent' }),
    message({}),
    message({ type: 'reaction', reaction: { message_id: 'elsewhere', emoji: '👍' } }),
    message({}),
  ]
  const from = firstUnread(thread, 2)
  expect(from).toBe(thread[2]?.id)
  const unread = from === null ? null : { from, count: 2 }
  expect(rowsOf(thread, unread).map((row) => row.unread)).toEqual([null, null, 2, null, null])
  expect(firstUnread(thread, 0)).toBeNull()
})

it('a_reaction_is_drawn_with_its_message_and_alone_when_that_is_not_here', () => {
  const thread = [
    message({ wireId: 'wamid.A' }),
    message({ type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } }),
    message({ type: 'reaction', reaction: { message_id: 'wamid.GONE', emoji: '❤️' } }),
  ]
  expect(rowsOf(thread, null).map((row) => row.message.type)).toEqual(['text', 'reaction'])
})
