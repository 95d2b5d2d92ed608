import { expect, it } from 'vitest'
import { daysOf, shorter, wordsOf } from './privacy'

it('nothing_typed_keeps_for_ever_and_only_whole_days_count', () => {
  expect(daysOf(' ')).toBeNull()
  expect(daysOf('90')).toBe(90)
  for (const typed of ['0', '-1', '1.5', 'un mes', '123456']) expect(daysOf(typed)).toBeUndefined()
})

it('words_are_told_apart_by_commas', () => {
  expect(wordsOf('BAJA, STOP ,, no más,BAJA')).toEqual(['BAJA', 'STOP', 'no más'])
})

it('keeping_less_is_noticed_wherever_it_is', () => {
  const now = { messages: 90, media: null, events: 7 }
  expect(shorter(now, now)).toBe(false)
  expect(shorter(now, { ...now, messages: null })).toBe(false)
  expect(shorter(now, { ...now, messages: 30 })).toBe(true)
  expect(shorter(now, { ...now, media: 365 })).toBe(true)
})
