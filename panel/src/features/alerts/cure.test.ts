import { expect, it } from 'vitest'
import { cureOf } from './cure'

const subject = (kind: 'device' | 'endpoint' | 'template' | 'tenant', id: string | null) => ({
  kind,
  id,
  name: 'Ventas',
})

it('a_failing_endpoint_leads_to_what_waits_for_it', () => {
  expect(cureOf({ kind: 'endpointFailing', subject: subject('endpoint', 'whe_1') })).toEqual({
    to: '/deliveries',
    search: { endpointId: 'whe_1', state: 'parked' },
  })
})

it('a_number_leads_to_its_page_and_a_token_to_the_connection', () => {
  expect(cureOf({ kind: 'deviceNeedsPerson', subject: subject('device', 'dev_1') })).toEqual({
    to: '/devices/$deviceId',
    params: { deviceId: 'dev_1' },
  })
  expect(cureOf({ kind: 'tokenDying', subject: subject('device', 'dev_1') })).toEqual({ to: '/devices/meta' })
})
