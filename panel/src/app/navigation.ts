import {
  Contact,
  BellRing,
  Bot,
  Building2,
  Cable,
  Code,
  House,
  Inbox,
  KeyRound,
  LayoutTemplate,
  type LucideIcon,
  MessagesSquare,
  Send,
  Smartphone,
  Users,
  Webhook,
  ScrollText,
  Settings,
} from 'lucide-react'
import type { Role } from '@/api/types'

/** The groups of the navigation, in their order. On a phone the first four places are under the thumb. */
export const GROUPS = ['work', 'connect', 'develop', 'company'] as const

export const NAVIGATION = [
  { to: '/', label: 'shell.nav.home', icon: House, group: 'work', admin: false, platform: false },
  { to: '/inbox', label: 'shell.nav.inbox', icon: Inbox, group: 'work', admin: false, platform: false },
  {
    to: '/contacts',
    label: 'shell.nav.contacts',
    icon: Contact,
    group: 'work',
    admin: false,
    platform: false,
  },
  {
    to: '/messages',
    label: 'shell.nav.messages',
    icon: MessagesSquare,
    group: 'work',
    admin: false,
    platform: false,
  },
  {
    to: '/alerts',
    label: 'shell.nav.alerts',
    icon: BellRing,
    group: 'work',
    admin: false,
    platform: false,
  },
  {
    to: '/devices',
    label: 'shell.nav.devices',
    icon: Smartphone,
    group: 'connect',
    admin: false,
    platform: false,
  },
  {
    to: '/templates',
    label: 'shell.nav.templates',
    icon: LayoutTemplate,
    group: 'connect',
    admin: false,
    platform: false,
  },
  {
    to: '/agent',
    label: 'shell.nav.agent',
    icon: Bot,
    group: 'connect',
    admin: true,
    platform: false,
  },
  {
    to: '/webhooks',
    label: 'shell.nav.webhooks',
    icon: Webhook,
    group: 'develop',
    admin: true,
    platform: false,
  },
  {
    to: '/deliveries',
    label: 'shell.nav.deliveries',
    icon: Send,
    group: 'develop',
    admin: true,
    platform: false,
  },
  {
    to: '/developers',
    label: 'shell.nav.developers',
    icon: Code,
    group: 'develop',
    admin: true,
    platform: false,
  },
  {
    to: '/api-keys',
    label: 'shell.nav.apiKeys',
    icon: KeyRound,
    group: 'develop',
    admin: true,
    platform: false,
  },
  {
    to: '/logs',
    label: 'shell.nav.logs',
    icon: Cable,
    group: 'develop',
    admin: true,
    platform: false,
  },
  { to: '/team', label: 'shell.nav.team', icon: Users, group: 'company', admin: true, platform: false },
  {
    to: '/audit',
    label: 'shell.nav.audit',
    icon: ScrollText,
    group: 'company',
    admin: true,
    platform: false,
  },
  {
    to: '/settings',
    label: 'shell.nav.settings',
    icon: Settings,
    group: 'company',
    admin: true,
    platform: false,
  },
  {
    to: '/tenants',
    label: 'shell.nav.tenants',
    icon: Building2,
    group: 'company',
    admin: true,
    platform: true,
  },
] as const satisfies readonly {
  to: string
  label: string
  icon: LucideIcon
  group: (typeof GROUPS)[number]
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
