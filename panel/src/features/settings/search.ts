import { type RawSearch, wordIn } from '@/lib/search'

export type SettingsTab = 'company' | 'privacy' | 'platform'

/** The company's part is what one sees without a word in the address. */
export function settingsSearch(search: RawSearch): { tab?: Exclude<SettingsTab, 'company'> } {
  const tab = wordIn(search, 'tab', ['privacy', 'platform'] as const)
  return tab ? { tab } : {}
}
