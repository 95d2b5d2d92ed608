import { expect, it } from 'vitest'
import { endsNextDay, isSpan, wordsOf } from './hours'

it('a_span_needs_a_day_and_two_times', () => {
  expect(isSpan({ days: ['mon'], from: '09:00', to: '18:00' })).toBe(true)
  expect(isSpan({ days: ['mon'], from: '18:00', to: '24:00' })).toBe(true)
  expect(isSpan({ days: [], from: '09:00', to: '18:00' })).toBe(false)
  expect(isSpan({ days: ['mon'], from: '9', to: '18:00' })).toBe(false)
})

it('a_night_ends_on_the_next_day', () => {
  expect(endsNextDay({ days: ['fri'], from: '22:00', to: '06:00' })).toBe(true)
  expect(endsNextDay({ days: ['fri'], from: '09:00', to: '18:00' })).toBe(false)
})

it('words_are_taken_once_each', () => {
  expect(wordsOf('humano, persona\nhumano,')).toEqual(['humano', 'persona'])
})
