import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { describe, expect, it } from 'vitest'
import { words as en } from './en/all'
import { words as es } from './es/all'

const SRC = path.resolve(import.meta.dirname, '..')
const PLURAL = /_(one|many|other)$/

function keysOf(words: object, prefix = ''): string[] {
  return Object.entries(words).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value as object, `${prefix}${key}.`),
  )
}

function textOf(words: object, key: string): string {
  return key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], words) as string
}

const spoken = (keys: string[]) => [...new Set(keys.map((key) => key.replace(PLURAL, '')))].sort()
const blanksOf = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()

describe('the words of the panel', () => {
  it('exist in every language', () => {
    expect(spoken(keysOf(en))).toEqual(spoken(keysOf(es)))
  })

  it('fill the same blanks in every language', () => {
    const english = new Set(keysOf(en))
    const shared = keysOf(es).filter((key) => english.has(key))
    const different = shared.filter(
      (key) => blanksOf(textOf(es, key)).join() !== blanksOf(textOf(en, key)).join(),
    )
    expect(different).toEqual([])
  })

  it.each([
    ['es', es, ['one', 'many', 'other']],
    ['en', en, ['one', 'other']],
  ] as const)('have all plurals of %s', (_, words, forms) => {
    const keys = new Set(keysOf(words))
    const counted = new Set([...keys].filter((key) => PLURAL.test(key)).map((key) => key.replace(PLURAL, '')))
    for (const key of counted)
      for (const form of forms) expect(keys.has(`${key}_${form}`), `${key}_${form}`).toBe(true)
  })

  it('are never empty', () => {
    for (const words of [es, en])
      expect(keysOf(words).filter((key) => textOf(words, key).trim() === '')).toEqual([])
  })
})

/** Attributes that people see or hear. */
const SPOKEN = new Set([
  'label',
  'title',
  'placeholder',
  'alt',
  'aria-label',
  'aria-description',
  'hint',
  'description',
  'legend',
])
/** The name of the product is the same in every language. */
const NAMES = new Set(['Palomar'])

/** Text in JSX that did not come from the files of words. */
export function hardCoded(file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  const says = (text: string) => /\p{L}{2,}/u.test(text) && !NAMES.has(text.trim())
  const report = (node: ts.Node, text: string) => {
    if (!says(text)) return
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart())
    found.push(`${file}:${line + 1} ${text.trim()}`)
  }
  function visit(node: ts.Node) {
    if (ts.isJsxText(node)) report(node, node.text)
    if (ts.isJsxExpression(node) && node.expression && ts.isStringLiteralLike(node.expression)) {
      const inText = ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent)
      if (inText) report(node, node.expression.text)
    }
    if (ts.isJsxAttribute(node) && node.initializer && SPOKEN.has(node.name.getText())) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer
      if (value && ts.isStringLiteralLike(value)) report(node, value.text)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

describe('what the panel says', () => {
  it('a text written into a component is found', () => {
    expect(hardCoded('A.tsx', '<p>Hola</p>')).toEqual(['A.tsx:1 Hola'])
    expect(hardCoded('A.tsx', `<p>{'Hola'}</p>`)).toEqual(['A.tsx:1 Hola'])
    expect(hardCoded('A.tsx', '<input placeholder="Nombre" />')).toEqual(['A.tsx:1 Nombre'])
    expect(hardCoded('A.tsx', `<p className="text-sm">{t('home.title')} · Palomar</p>`)).toEqual([
      'A.tsx:1 · Palomar',
    ])
    expect(hardCoded('A.tsx', `<p title={t('home.title')}>{'–'}</p>`)).toEqual([])
  })

  it('comes from the files of words, everywhere but in the kit', () => {
    const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter(
      (file) =>
        file.endsWith('.tsx') && !file.endsWith('.test.tsx') && !file.startsWith(path.join('app', 'kit')),
    )
    expect(files.length).toBeGreaterThan(50)
    expect(files.flatMap((file) => hardCoded(file, readFileSync(path.join(SRC, file), 'utf8')))).toEqual([])
  })
})
