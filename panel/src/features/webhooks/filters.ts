/** Event types by what stands before the dot, in the order of the catalogue. */
export function families(types: readonly string[]): { family: string; types: string[] }[] {
  const byFamily = new Map<string, string[]>()
  for (const type of types) {
    const family = type.slice(0, type.indexOf('.'))
    byFamily.set(family, [...(byFamily.get(family) ?? []), type])
  }
  return [...byFamily].map(([family, members]) => ({ family, types: members }))
}

/** Whether a list of filters (`message.*`, `device.state`) asks for a type. */
export function covers(filters: readonly string[], type: string): boolean {
  return (
    filters.includes('*') ||
    filters.includes(type) ||
    filters.includes(`${type.slice(0, type.indexOf('.'))}.*`)
  )
}

/** Adds or removes a filter; a whole family replaces its single types. */
export function toggle(filters: readonly string[], filter: string, on: boolean): string[] {
  const others = filters.filter((each) => each !== filter)
  if (!on) return others
  if (!filter.endsWith('.*')) return [...others, filter]
  const prefix = filter.slice(0, -1)
  return [...others.filter((each) => !each.startsWith(prefix)), filter]
}
