import { type RawSearch, textsIn, wordIn } from '@/lib/search'

export const TABS = ['prompt', 'settings', 'try', 'runs'] as const
export type AgentTab = (typeof TABS)[number]
export type AgentSearch = {
  tab?: AgentTab
  outcome?: string
  deviceId?: string
  conversationId?: string
  open?: string
}

export function agentSearch(search: RawSearch): AgentSearch {
  const tab = wordIn(search, 'tab', TABS)
  return { ...(tab && { tab }), ...textsIn(search, ['outcome', 'deviceId', 'conversationId', 'open']) }
}
