import { expect, it } from 'vitest'
import { curlOf } from './requests'

const known = {
  hub: 'https://hub.example.com',
  tenantId: 'ten_1',
  deviceId: 'dev_1',
  key: 'KEY',
  to: '+5491155550101',
  text: "it's me",
}

it('the_first_request_carries_the_companys_own_ids_and_can_be_pasted', () => {
  expect(curlOf('send', known)).toBe(
    [
      "curl 'https://hub.example.com/v1/devices/dev_1/messages/send' \\",
      "  -H 'X-Api-Key: KEY' \\",
      "  -H 'X-Tenant-Id: ten_1' \\",
      "  -H 'Content-Type: application/json' \\",
      `  -d '{"to":"+5491155550101","type":"text","text":{"body":"it'\\''s me"}}'`,
    ].join('\n'),
  )
})

it('reading_needs_no_body', () => {
  expect(curlOf('read', known)).not.toContain('-d')
})
