import {
  House,
  KeyRound,
  type LucideIcon,
  MessagesSquare,
  Send,
  Smartphone,
  Users,
  Webhook,
  ScrollText,
} from 'lucide-react'
import type { Role } from '@/api/types'

export const NAVIGATION = [
  { to: '/', label: 'shell.nav.home', icon: House, admin: false },
  { to: '/devices', label: 'shell.nav.devices', icon: Smartphone, admin: false },
  { to: '/messages', label: 'shell.nav.messages', icon: MessagesSquare, admin: false },
  { to: '/webhooks', label: 'shell.nav.webhooks', icon: Webhook, admin: true },
  { to: '/deliveries', label: 'shell.nav.deliveries', icon: Send, admin: true },
  { to: '/api-keys', label: 'shell.nav.apiKeys', icon: KeyRound, admin: true },
  { to: '/team', label: 'shell.nav.team', icon: Users, admin: true },
  { to: '/audit', label: 'shell.nav.audit', icon: ScrollText, admin: true },
] as const satisfies readonly { to: string; label: string; icon: LucideIcon; admin: boolean }[]

export type NavigationItem = (typeof NAVIGATION)[number]

/** What an agent may not do is not offered to one. */
export function navigationFor(role: Role): readonly NavigationItem[] {
  return NAVIGATION.filter((item) => !item.admin || role !== 'agent')
}
