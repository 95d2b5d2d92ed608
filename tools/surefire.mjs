// Prints "passed failed" over the reports in the given folders.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

let passed = 0
let failed = 0
for (const folder of process.argv.slice(2).filter((each) => existsSync(each))) {
  for (const file of readdirSync(folder).filter((name) => /^TEST-.*\.xml$/.test(name))) {
    const suite = /<testsuite\b[^>]*>/.exec(readFileSync(join(folder, file), 'utf8'))?.[0] ?? ''
    const number = (name) => Number(new RegExp(`\\s${name}="(\\d+)"`).exec(suite)?.[1] ?? 0)
    failed += number('failures') + number('errors')
    passed += number('tests') - number('failures') - number('errors') - number('skipped')
  }
}
console.log(`${passed} ${failed}`)
