// One line per flow, what went wrong, and how many passed and failed.
export default async function* report(events) {
  let passed = 0
  let failed = 0
  const skipped = []
  for await (const { type, data } of events) {
    if (type !== 'test:pass' && type !== 'test:fail') continue
    // A file that only holds the tests is not one.
    if (data.nesting > 0 || data.details?.type === 'suite') continue
    const seconds = `${((data.details?.duration_ms ?? 0) / 1000).toFixed(1)} s`
    if (data.skip !== undefined) {
      skipped.push(`- ${data.name}: ${data.skip}`)
    } else if (type === 'test:pass') {
      passed++
      yield `ok      ${data.name} (${seconds})\n`
    } else {
      failed++
      const { error } = data.details
      const cause = error?.cause ?? error
      yield `FAILED  ${data.name} (${seconds})\n${indented(cause?.stack ?? String(cause))}\n`
    }
  }
  if (skipped.length) yield `skipped\n${skipped.join('\n')}\n`
  yield `${passed} passed, ${failed} failed\n`
}

function indented(text) {
  return text
    .split('\n')
    .filter((line) => !/node:internal|node_modules/.test(line))
    .map((line) => `        ${line}`)
    .join('\n')
}
