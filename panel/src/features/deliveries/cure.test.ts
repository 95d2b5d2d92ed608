import { expect, it } from 'vitest'
import { cureOf } from './cure'

it('what_arrived_needs_no_cure_and_what_was_not_tried_has_none_yet', () => {
  expect(cureOf({ state: 'delivered', lastError: null, lastStatus: 200 })).toBeNull()
  expect(cureOf({ state: 'pending', lastError: null, lastStatus: null })).toBeNull()
})

it('an_answer_says_what_is_wrong_at_the_receiver', () => {
  const cure = (lastStatus: number) => cureOf({ state: 'parked', lastError: null, lastStatus })
  expect(cure(302)).toBe('redirect')
  expect(cure(401)).toBe('unauthorised')
  expect(cure(404)).toBe('notFound')
  expect(cure(422)).toBe('refused')
  expect(cure(500)).toBe('broken')
  expect(cure(503)).toBe('unavailable')
})

it('a_connection_that_fails_says_where_to_look', () => {
  expect(cureOf({ state: 'dead', lastError: 'connectionRefused', lastStatus: null })).toBe('connection')
  expect(cureOf({ state: 'dead', lastError: 'unknownHost', lastStatus: null })).toBe('unknownHost')
})
