import { expect, it } from 'vitest'
import { browserName } from './browser'

it('browsers_are_told_apart_by_name_and_system', () => {
  expect(
    browserName(
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36',
    ),
  ).toBe('Chrome · Linux')
  expect(
    browserName('Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1'),
  ).toBe('Safari · iOS')
  expect(browserName('Mozilla/5.0 (Windows NT 10.0) Gecko/20100101 Firefox/140.0')).toBe('Firefox · Windows')
  expect(browserName('Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe(
    'Edge · Windows',
  )
})

it('what_is_no_browser_is_told_as_it_is', () => {
  expect(browserName('curl/8.5.0')).toBe('curl/8.5.0')
})
