import { expect, it } from 'vitest'
import type { Conversation } from '../types'
import { gatherer } from './gather'
import { letGoBelow, listOf, withConversation, withFirst, withMore } from './list'

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

it('what_is_far_below_is_let_go_and_goes_on_where_its_page_began', () => {
  const page = (from: number, nextCursor: string | null) => ({
    data: Array.from({ length: 3 }, (_, index) => {
      const at = String(from - index)
      return conversation(`${at} `, at)
    }),
    nextCursor,
  })
  const long = withMore(withMore(listOf(page(9, 'below 7')), page(6, 'below 4')), page(3, null))
  const moved = withConversation(long, conversation('4 ', '99'), true)
  const short = letGoBelow(moved, 5)
  expect(named(short)).toBe('4 9 8 7 6 5 ')
  expect(short.more).toBe('below 4')
  expect(letGoBelow(short, 5)).toBe(short)
})
