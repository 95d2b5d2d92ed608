/** A short name made from a company's name, as the hub takes it: "Ferretería Ñandú S.A." is "ferreteria-nandu-s-a". */
export function slugOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replace(/^-+|-+$/g, '')
}

export const SLUG_FORM = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
