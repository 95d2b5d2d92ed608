import { flagIn, type RawSearch, textsIn } from '@/lib/search'

/** What the page shows lives in its address. */
export type ContactSearch = { q?: string; tag?: string; open?: string; add?: true }

export function contactSearch(search: RawSearch): ContactSearch {
  return { ...textsIn(search, ['q', 'tag', 'open']), ...(flagIn(search, 'add') && { add: true }) }
}
