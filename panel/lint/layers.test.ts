import path from 'node:path'
import { Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import palomar from './layers.js'

function complaints(file: string, code: string) {
  const linter = new Linter()
  return linter
    .verify(code, [{ files: ['**/*.ts'], plugins: { palomar }, rules: { 'palomar/layers': 'error' } }], {
      filename: path.resolve(file),
    })
    .map((message) => message.message)
}

describe('the layers of the panel', () => {
  it('lets a feature use ui, api and lib', () => {
    expect(
      complaints(
        'src/features/devices/A.ts',
        "import '@/ui/Button'; import '@/api/client'; import '../../lib/cn'",
      ),
    ).toEqual([])
  })
  it('keeps features from knowing each other', () => {
    expect(complaints('src/features/devices/A.ts', "import '../messages/B'")).toEqual([
      'features/devices must not import features/messages',
    ])
  })
  it('keeps lower layers from knowing higher ones', () => {
    expect(complaints('src/ui/A.ts', "import '@/api/client'")).toEqual(['ui must not import api'])
    expect(complaints('src/api/A.ts', "import('@/features/devices/A')")).toEqual([
      'api must not import features',
    ])
  })
  it('refuses barrel files', () => {
    expect(complaints('src/ui/A.ts', "export * from './B'")).toHaveLength(1)
  })
})
