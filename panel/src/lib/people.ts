/** One or two letters for a picture of somebody who has none; null when there is no letter to take. */
export function initialsOf(name: string | null): string | null {
  const words = (name ?? '').split(/[\s._-]+/u).filter((word) => /^\p{L}/u.test(word))
  const first = words[0]
  const last = words.length > 1 ? words.at(-1) : undefined
  const letters = [first, last].map((word) => (word ? [...word][0] : '')).join('')
  return letters ? letters.toLocaleUpperCase() : null
}

/** A hue for an id: always the same one, and neighbours differ. */
export function hueOf(id: string): number {
  let hash = 2166136261
  for (const letter of id) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619)
  return ((hash >>> 0) % 24) * 15
}
