// Writes src/api/schema.ts from the hub's OpenAPI document, the only source of the panel's API types.
import { readFile, writeFile } from 'node:fs/promises'
import openapiTS, { astToString } from 'openapi-typescript'

const contract = new URL('../../hub/src/main/resources/openapi.yaml', import.meta.url)
const target = new URL('../src/api/schema.ts', import.meta.url)

/** `anyOf: [{required: [to]}, {required: [recipient]}]` says which fields may be left out; as a type it would be `unknown`. */
function dropRequiredOnly(schema) {
  for (const word of ['anyOf', 'oneOf']) {
    const onlyRequired = schema[word]?.every((each) => Object.keys(each).every((key) => key === 'required'))
    if (onlyRequired) Reflect.deleteProperty(schema, word)
  }
  return undefined
}

const types = `// Generated from hub/src/main/resources/openapi.yaml by \`npm run types\`. Not edited by hand.\n${astToString(await openapiTS(contract, { transform: dropRequiredOnly }))}`
const before = await readFile(target, 'utf8').catch(() => '')
if (before !== types) await writeFile(target, types)
