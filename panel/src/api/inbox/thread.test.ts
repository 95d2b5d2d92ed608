import { expect, it } from 'vitest'
import type { Message } from '../types'
import { KEPT, threadOf, withMessage, withNewer, withNewest, withOlder } from './thread'

const message = (number: number, text = 'hola') =>
  ({ id: `msg_${String(number).padStart(6, '0')}`, text: { body: text } }) as Message
/** As the hub gives them: newest first. */
const page = (from: number, to: number, nextCursor: string | null, previousCursor: string | null = null) => ({
  data: Array.from({ length: to - from + 1 }, (_, index) => message(to - index)),
  nextCursor,
  previousCursor,
})
const idsOf = (messages: readonly Message[]) => messages.map(({ id }) => Number(id.slice(4)))

it('a_thread_grows_into_the_past_page_by_page', () => {
  const thread = withOlder(threadOf(page(11, 13, 'more')), page(8, 11, null))
  expect(idsOf(thread.messages)).toEqual([8, 9, 10, 11, 12, 13])
  expect(thread.older).toBeNull()
})

it('one_that_began_at_an_old_message_grows_both_ways', () => {
  const middle = threadOf(page(50, 52, 'below 50', 'above 52'), 'msg_000051')
  const later = withNewer(middle, page(53, 55, 'below 53', null))
  expect(idsOf(withOlder(later, page(48, 49, null, 'above 49')).messages)).toEqual([
    48, 49, 50, 51, 52, 53, 54, 55,
  ])
  expect(middle.newer).toBe('above 52')
  expect(later.newer).toBeNull()
  expect(later.older).toBe('below 50')
})

it('a_changed_message_keeps_its_place_and_a_new_one_takes_its_own', () => {
  const thread = threadOf(page(3, 6, 'more'))
  const changed = withMessage(thread, message(4, 'otra cosa'))
  expect(changed.messages[1]?.text?.body).toBe('otra cosa')
  expect(idsOf(withMessage(thread, message(7)).messages)).toEqual([3, 4, 5, 6, 7])
  expect(idsOf(withMessage(thread, message(1)).messages)).toEqual([3, 4, 5, 6])
})

it('a_new_message_does_not_follow_upon_old_ones', () => {
  const past = threadOf(page(3, 6, null, 'above 6'))
  expect(withMessage(past, message(99))).toBe(past)
  expect(idsOf(withNewest(past, page(5, 9, 'more'))?.messages ?? [])).toEqual([3, 4, 5, 6])
})

it('after_a_gap_a_thread_begins_anew', () => {
  const thread = threadOf(page(1, 3, null))
  expect(withNewest(thread, page(10, 12, 'more'))).toBeNull()
  expect(idsOf(withNewest(thread, page(2, 5, 'more'))?.messages ?? [])).toEqual([1, 2, 3, 4, 5])
})

it('however_far_somebody_reads_only_so_much_is_kept_and_the_rest_comes_again', () => {
  const size = 60
  const first = 100_000
  let thread = threadOf(page(first - size + 1, first, `below ${first - size + 1}`))
  for (let low = first - size; low > first - 40 * size; low -= size) {
    thread = withOlder(thread, page(low - size + 1, low, `below ${low - size + 1}`, `above ${low}`))
    expect(thread.messages.length).toBeLessThan(KEPT + size)
  }
  const newest = idsOf(thread.messages).at(-1) ?? 0
  expect(thread.newer).toBe(`above ${newest}`)

  const back = withNewer(thread, page(newest + 1, newest + size, `below ${newest + 1}`, 'more'))
  expect(back.messages.length).toBeLessThan(KEPT + size)
  expect(back.older).toBe(`below ${idsOf(back.messages)[0]}`)
})
