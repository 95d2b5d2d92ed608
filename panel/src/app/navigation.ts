import {
  Building2,
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
  { to: '/', label: 'shell.nav.home', icon: House, admin: false, platform: false },
  { to: '/devices', label: 'shell.nav.devices', icon: Smartphone, admin: false, platform: false },
  { to: '/messages', label: 'shell.nav.messages', icon: MessagesSquare, admin: false, platform: false },
  { to: '/webhooks', label: 'shell.nav.webhooks', icon: Webhook, admin: true, platform: false },
  { to: '/deliveries', label: 'shell.nav.deliveries', icon: Send, admin: true, platform: false },
  { to: '/api-keys', label: 'shell.nav.apiKeys', icon: KeyRound, admin: true, platform: false },
  { to: '/team', label: 'shell.nav.team', icon: Users, admin: true, platform: false },
  { to: '/audit', label: 'shell.nav.audit', icon: ScrollText, admin: true, platform: false },
  { to: '/tenants', label: 'shell.nav.tenants', icon: Building2, admin: true, platform: true },
] as const satisfies readonly {
  to: string
  label: string
  icon: LucideIcon
  admin: boolean
  platform: boolean
}[]

export type NavigationItem = (typeof NAVIGATION)[number]

/** What somebody may not do is not offered to them. */
export function navigationFor(role: Role): readonly NavigationItem[] {
  return NAVIGATION.filter(
    (item) => (!item.admin || role !== 'agent') && (!item.platform || role === 'superadmin'),
  )
}
