import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { hintFollower, concerns } from './hints'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('a_hint_of_an_unknown_topic_is_ignored', () => {
  expect(concerns('{"topic":"weather"}')).toBeNull()
  expect(concerns('not json')).toBeNull()
  expect(concerns('{"topic":"message","id":"msg_1"}')).toBe('messages')
})

it('the_first_hint_is_followed_at_once_and_a_burst_is_gathered', () => {
  const queries = new QueryClient()
  const asked: unknown[] = []
  vi.spyOn(queries, 'invalidateQueries').mockImplementation((filters) => {
    asked.push(filters?.queryKey?.[0])
    return Promise.resolve()
  })
  const hints = hintFollower(queries)
  for (let n = 0; n < 500; n++) hints.follow('{"topic":"message","id":"msg_1"}')
  expect(asked.filter((key) => key === 'messages')).toHaveLength(1)
  vi.advanceTimersByTime(450)
  expect(asked.filter((key) => key === 'messages')).toHaveLength(2)
  vi.advanceTimersByTime(5000)
  expect(asked.filter((key) => key === 'messages')).toHaveLength(2)
  hints.stop()
})
