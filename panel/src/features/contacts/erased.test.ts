import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import english from '@/i18n/en/contacts.json'
import spanish from '@/i18n/es/contacts.json'

const PRIVACY = path.resolve(import.meta.dirname, '../../../../hub/src/main/java/dev/palomar/privacy')
const COUNTED = /(?:Sweep\.of|new PagedSweep)\(\s*"(\w+)"|String what\(\) \{\s*return "(\w+)"/g

it('all that a certificate of erasure counts has a name in both languages', () => {
  const counted = new Set<string>()
  for (const file of readdirSync(PRIVACY)) {
    for (const [, swept, said] of readFileSync(path.join(PRIVACY, file), 'utf8').matchAll(COUNTED)) {
      counted.add(swept ?? said ?? '')
    }
  }
  expect([...counted]).toEqual(expect.arrayContaining(['messages', 'media', 'mentions']))
  expect(Object.keys(spanish.erase.what).sort()).toEqual([...counted].sort())
  expect(Object.keys(english.erase.what).sort()).toEqual([...counted].sort())
})
