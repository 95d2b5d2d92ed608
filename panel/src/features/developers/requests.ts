/** The first calls of an integration, as one pastes them into a terminal. */
export type Example = 'send' | 'short' | 'read' | 'pull' | 'endpoint'

type Known = { hub: string; tenantId: string; deviceId: string; key: string; to: string; text: string }

export function curlOf(example: Example, { hub, tenantId, deviceId, key, to, text }: Known): string {
  const headers = [`  -H 'X-Api-Key: ${key}'`, `  -H 'X-Tenant-Id: ${tenantId}'`]
  const json = (body: object) => [
    ...headers,
    `  -H 'Content-Type: application/json'`,
    `  -d '${JSON.stringify(body).replaceAll("'", "'\\''")}'`,
  ]
  const call = (path: string, lines: readonly string[]) => [`curl '${hub}${path}'`, ...lines].join(' \\\n')
  switch (example) {
    case 'send':
      return call(`/v1/devices/${deviceId}/messages/send`, json({ to, type: 'text', text: { body: text } }))
    case 'short':
      return call('/v1/messages/send', json({ to, text }))
    case 'read':
      return call('/v1/messages?direction=inbound&limit=10', headers)
    case 'pull':
      return call('/v1/events?wait=20', headers)
    case 'endpoint':
      return call(
        '/v1/webhook-endpoints',
        json({ url: 'https://crm.example.com/webhook', eventTypes: ['message.*'] }),
      )
  }
}
