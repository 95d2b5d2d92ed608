import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { keyOf, RANGES } from './causes'
import spanish from './es/causes.json'

const FILE = '../../../hub/src/main/resources/dev/palomar/transport/cloud/meta-codes.json'
const known = JSON.parse(readFileSync(path.resolve(import.meta.dirname, FILE), 'utf8')) as {
  codes: { code: number }[]
  ranges: { from: number; to: number; as: number }[]
}

it('every cause that the hub knows is told in Spanish, too', () => {
  expect(known.codes.map(({ code }) => String(code)).filter((code) => !(code in spanish))).toEqual([])
})

it('codes that Meta gives by the dozen share one cause', () => {
  expect(RANGES.map(([from, to, as]) => ({ from, to, as }))).toEqual(
    known.ranges.map(({ from, to, as }) => ({ from, to, as })),
  )
  expect(keyOf('201')).toBe('200')
  expect(keyOf('132001')).toBe('132001')
})
