import { expect, it } from 'vitest'
import { formatBytes, formatDuration, formatRelative, prettyJson } from './format'

const NOON = Date.parse('2026-11-20T12:00:00Z')

it('distances_in_time_are_said_in_the_readers_language', () => {
  expect(formatRelative('2026-11-20T11:55:00Z', NOON, 'es')).toBe('hace 5 minutos')
  expect(formatRelative('2026-11-20T14:00:00Z', NOON, 'en')).toBe('in 2 hours')
  expect(formatRelative('2026-11-19T12:00:00Z', NOON, 'es')).toBe('ayer')
})

it('durations_and_sizes_have_the_unit_that_fits', () => {
  expect(formatDuration(84, 'en')).toBe('84 ms')
  expect(formatDuration(1234, 'es')).toBe('1,2 s')
  expect(formatBytes(48_211, 'es')).toBe('48,2 kB')
})

it('what_is_not_json_is_shown_as_it_is', () => {
  expect(prettyJson('{"a":1}')).toBe('{\n  "a": 1\n}')
  expect(prettyJson('<html>')).toBe('<html>')
})
