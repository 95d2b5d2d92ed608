/** A number as people write it, as the API wants it. */
export function bareNumber(typed: string): string {
  const bare = typed.replace(/[\s().-]/g, '')
  return bare.startsWith('00') ? `+${bare.slice(2)}` : bare
}

/** What was written into one line each. */
export function linesOf(typed: string): string[] {
  return typed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** A field that is left out when nothing was typed. */
export function optional<K extends string>(key: K, typed: string): Partial<Record<K, string>> {
  return typed.trim() ? ({ [key]: typed.trim() } as Record<K, string>) : {}
}

/** What the typed JSON says; undefined when it is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    return undefined
  }
}
