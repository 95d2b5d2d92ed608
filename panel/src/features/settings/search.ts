import { type RawSearch, wordIn } from '@/lib/search'

export type SettingsTab = 'company' | 'privacy'

export function settingsSearch(search: RawSearch): { tab?: 'privacy' } {
  const tab = wordIn(search, 'tab', ['privacy'] as const)
  return tab ? { tab } : {}
}
