/** Everything that the hub writes down, by its name in the API. */
export const ACTIONS = [
  'apiKey.created',
  'apiKey.revoked',
  'delivery.retried',
  'device.activated',
  'device.changed',
  'device.connected',
  'device.created',
  'device.credentialsChanged',
  'device.deleted',
  'device.disconnected',
  'device.paused',
  'endpoint.changed',
  'endpoint.created',
  'endpoint.deleted',
  'endpoint.enabled',
  'endpoint.replayed',
  'endpoint.secretRotated',
  'login.failed',
  'login.succeeded',
  'login.tokenReused',
  'setup.done',
  'tenant.changed',
  'tenant.created',
  'tenant.deleted',
  'tenant.resumed',
  'tenant.sendingModeChanged',
  'tenant.suspended',
  'user.added',
  'user.changed',
  'user.joined',
  'user.linkMade',
  'user.passwordChanged',
  'user.passwordReset',
  'user.removed',
] as const

type Action = (typeof ACTIONS)[number]

export function isAction(name: string): name is Action {
  return (ACTIONS as readonly string[]).includes(name)
}
