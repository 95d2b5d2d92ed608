import { expect, it } from 'vitest'
import type { Conversation, Message } from '../types'
import { gatherer } from './gather'
import { listOf, withConversation, withFirst, withMore } from './list'
import { threadOf, withMessage, withNewest, withOlder } from './thread'

const message = (number: number, text = 'hola') =>
  ({ id: `msg_${String(number).padStart(4, '0')}`, text: { body: text } }) as Message
/** As the hub gives them: newest first. */
const page = (from: number, to: number, nextCursor: string | null) => ({
  data: Array.from({ length: to - from + 1 }, (_, index) => message(to - index)),
  nextCursor,
})
const idsOf = (messages: readonly Message[]) => messages.map(({ id }) => Number(id.slice(4)))

it('a_thread_grows_into_the_past_page_by_page', () => {
  const thread = withOlder(threadOf(page(11, 13, 'more')), page(8, 11, null))
  expect(idsOf(thread.messages)).toEqual([8, 9, 10, 11, 12, 13])
  expect(thread.older).toBeNull()
})

it('a_changed_message_keeps_its_place_and_a_new_one_takes_its_own', () => {
  const thread = threadOf(page(3, 6, 'more'))
  const changed = withMessage(thread, message(4, 'otra cosa'))
  expect(changed.messages[1]?.text?.body).toBe('otra cosa')
  expect(idsOf(withMessage(thread, message(7)).messages)).toEqual([3, 4, 5, 6, 7])
  expect(idsOf(withMessage(thread, message(1)).messages)).toEqual([3, 4, 5, 6])
})

it('after_a_gap_a_thread_begins_anew', () => {
  const thread = threadOf(page(1, 3, null))
  expect(withNewest(thread, page(10, 12, 'more'))).toBeNull()
  expect(idsOf(withNewest(thread, page(2, 5, 'more'))?.messages ?? [])).toEqual([1, 2, 3, 4, 5])
})

const conversation = (id: string, lastMessageAt: string) => ({ id, lastMessageAt }) as Conversation
const named = (list: { conversations: readonly Conversation[] }) =>
  list.conversations.map(({ id }) => id).join('')

it('a_conversation_that_moved_up_is_there_once', () => {
  const list = listOf({ data: [conversation('c', '3'), conversation('b', '2')], nextCursor: 'more' })
  expect(named(withConversation(list, conversation('b', '4'), true))).toBe('bc')
  expect(
    named(withFirst(list, { data: [conversation('d', '5'), conversation('b', '4')], nextCursor: 'x' })),
  ).toBe('dbc')
  expect(named(withConversation(list, conversation('b', '4'), false))).toBe('c')
})

it('one_from_below_what_is_here_comes_with_its_page', () => {
  const list = listOf({ data: [conversation('c', '3'), conversation('b', '2')], nextCursor: 'more' })
  expect(named(withConversation(list, conversation('a', '1'), true))).toBe('cb')
  const whole = withMore(list, { data: [conversation('b', '2')], nextCursor: null })
  expect(named(withConversation(whole, conversation('a', '1'), true))).toBe('cba')
})

it('a_burst_costs_few_requests_and_the_last_word_is_heard', async () => {
  const asked: number[][] = []
  const hints = gatherer<number>((gathered) => Promise.resolve(asked.push([...gathered])), 5)
  for (let number = 0; number < 100; number++) hints.add(number)
  await new Promise((resolve) => setTimeout(resolve, 60))
  expect(asked.map((each) => each.length)).toEqual([1, 99])
})
