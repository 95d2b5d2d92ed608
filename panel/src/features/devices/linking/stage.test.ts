import { expect, it } from 'vitest'
import { isLinkable, needsConnect, phoneOf, secondsLeft, stageOf } from './stage'

it('a_number_that_waits_to_be_scanned_shows_a_code_and_one_that_gave_up_asks_for_a_new_one', () => {
  expect(stageOf('QR')).toBe('scan')
  expect(stageOf('ONLINE')).toBe('done')
  expect(needsConnect('CREATED')).toBe(true)
  expect(needsConnect('LOGGED_OUT')).toBe(true)
  expect(needsConnect('QR')).toBe(false)
})

it('a_number_that_works_is_not_linked_again', () => {
  expect(isLinkable('ONLINE')).toBe(false)
  expect(isLinkable('LOGGED_OUT')).toBe(true)
})

it('the_countdown_ends_at_none', () => {
  const now = Date.parse('2026-11-20T12:00:00Z')
  expect(secondsLeft('2026-11-20T12:00:20.000Z', now)).toBe(20)
  expect(secondsLeft('2026-11-20T11:59:00.000Z', now)).toBe(0)
})

it('a_phone_number_is_taken_as_people_write_it', () => {
  expect(phoneOf('+54 (911) 5555-0101')).toBe('+5491155550101')
  expect(phoneOf('1155550101')).toBeNull()
})
