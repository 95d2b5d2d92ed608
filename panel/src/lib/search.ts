/**
 * Reads the part of an address after the question mark. By hand, because the router is needed before the first
 * page and a schema library would double its size. What is not understood is left out.
 */
export type RawSearch = Record<string, unknown>

export function textIn(search: RawSearch, key: string): string | undefined {
  const value = search[key]
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function wordIn<T extends string>(search: RawSearch, key: string, words: readonly T[]): T | undefined {
  return words.find((word) => word === search[key])
}

export function flagIn(search: RawSearch, key: string): true | undefined {
  return search[key] === true ? true : undefined
}

/** All given keys that hold text. */
export function textsIn<K extends string>(search: RawSearch, keys: readonly K[]): Partial<Record<K, string>> {
  const found: Partial<Record<K, string>> = {}
  for (const key of keys) {
    const value = textIn(search, key)
    if (value !== undefined) found[key] = value
  }
  return found
}
