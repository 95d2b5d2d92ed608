// Takes the registry's addresses out of package-lock.json: names, versions and hashes are enough, and everybody
// installs from the registry that they have configured. Run after adding or updating a package: npm run lock here, or
// node panel/scripts/lock.mjs FOLDER… for other packages of this repository.
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folders =
  process.argv.length > 2 ? process.argv.slice(2) : [fileURLToPath(new URL('..', import.meta.url))]
for (const folder of folders) {
  const file = join(folder, 'package-lock.json')
  const lock = JSON.parse(await readFile(file, 'utf8'))
  for (const entry of Object.values(lock.packages)) Reflect.deleteProperty(entry, 'resolved')
  await writeFile(file, `${JSON.stringify(lock, null, 2)}\n`)
}
