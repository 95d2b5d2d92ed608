import { expect, it } from 'vitest'
import { covers, families, toggle } from './filters'

it('event types are grouped by family in the order of the catalogue', () => {
  expect(families(['message.sent', 'device.state', 'message.read'])).toEqual([
    { family: 'message', types: ['message.sent', 'message.read'] },
    { family: 'device', types: ['device.state'] },
  ])
})

it('choosing a whole family replaces its single types', () => {
  expect(toggle(['message.sent', 'device.state'], 'message.*', true)).toEqual(['device.state', 'message.*'])
})

it('a family covers its types and no others', () => {
  expect(covers(['message.*'], 'message.sent')).toBe(true)
  expect(covers(['message.*'], 'device.state')).toBe(false)
  expect(covers(['*'], 'device.state')).toBe(true)
})
