// Takes the registry's addresses out of package-lock.json: names, versions and hashes are enough, and everybody
// installs from the registry that they have configured. Run after adding or updating a package.
import { readFile, writeFile } from 'node:fs/promises'

const file = new URL('../package-lock.json', import.meta.url)
const lock = JSON.parse(await readFile(file, 'utf8'))
for (const entry of Object.values(lock.packages)) Reflect.deleteProperty(entry, 'resolved')
await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`)
