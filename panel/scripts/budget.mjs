// Fails the build when the first load (entry script and everything it imports statically) grows over its budget.
import { readFile, rm } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'

const BUDGET_KB = 250
const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(await readFile(new URL('.vite/manifest.json', dist), 'utf8'))

const files = new Set()
function collect(key) {
  const chunk = manifest[key]
  if (files.has(chunk.file)) return
  files.add(chunk.file)
  for (const imported of chunk.imports ?? []) collect(imported)
}
collect('index.html')
// The words of one language are needed before anything can be shown.
for (const key of Object.keys(manifest)) if (key.endsWith('i18n/es/all.ts')) collect(key)

let total = 0
for (const file of files) {
  const size = gzipSync(await readFile(new URL(file, dist))).length
  total += size
  console.log(`${(size / 1024).toFixed(1).padStart(8)} KB  ${file}`)
}
const kb = total / 1024
console.log(`${kb.toFixed(1).padStart(8)} KB  first load, gzip (budget ${BUDGET_KB} KB)`)
const html = await readFile(new URL('index.html', dist), 'utf8')
if (/<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=/i.test(html)) {
  console.error('index.html holds an inline script or style, which the content security policy refuses')
  process.exit(1)
}
if (kb > BUDGET_KB) {
  console.error(`over budget by ${(kb - BUDGET_KB).toFixed(1)} KB`)
  process.exit(1)
}
await rm(new URL('.vite/', dist), { recursive: true })
