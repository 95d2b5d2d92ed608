import type { Scope } from '@/api/types'

/** `tenants:manage` is the platform's and given by superadmins only. */
export const SCOPES = [
  'messages:send',
  'messages:read',
  'conversations:read',
  'conversations:manage',
  'contacts:read',
  'contacts:manage',
  'privacy:manage',
  'templates:read',
  'templates:manage',
  'media:read',
  'media:write',
  'events:read',
  'devices:read',
  'devices:manage',
  'webhooks:read',
  'webhooks:manage',
  'stats:read',
  'audit:read',
  'logs:read',
  'alerts:read',
  'alerts:manage',
  'keys:manage',
  'users:manage',
  'tenants:manage',
] as const satisfies readonly Scope[]
