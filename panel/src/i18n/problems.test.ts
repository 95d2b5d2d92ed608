import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import alerts from './es/alerts.json'
import events from './es/events.json'
import problems from './es/problems.json'

const contract = readFileSync(
  path.resolve(import.meta.dirname, '../../../hub/src/main/resources/openapi.yaml'),
  'utf8',
)

it('every refusal of the hub is told in the language of the panel', () => {
  const codes = [...contract.matchAll(/\| `\/problems\/([a-z-]+)` \|/g)].map((match) => match[1])
  expect(codes.length).toBeGreaterThan(40)
  expect(Object.keys(problems).sort()).toEqual(codes.sort())
})

it('every event that a webhook can ask for is explained in the language of the panel', () => {
  const webhooks = contract.slice(contract.indexOf('\nwebhooks:\n'))
  const types = [...webhooks.matchAll(/^ {2}([a-z]+\.[a-z]+):$/gm)].map((match) => match[1])
  const told = Object.entries(events).flatMap(([family, each]) =>
    Object.keys(each).map((name) => `${family}.${name}`),
  )
  expect(types.length).toBeGreaterThan(20)
  expect(told.sort()).toEqual(types.sort())
})

it('every kind of alert is told in the language of the panel', () => {
  const kinds = /AlertKind:\n\s+type: string\n\s+enum: \[([^\]]+)\]/.exec(contract)?.[1]?.split(', ') ?? []
  expect(kinds.length).toBeGreaterThan(5)
  expect(kinds.filter((kind) => !(kind in alerts.told) || !(kind in alerts.kinds))).toEqual([])
})
