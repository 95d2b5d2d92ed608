import type { Tone } from '@/lib/tone'
import { Pill } from '@/ui/Pill'

const TONES: Record<string, Tone> = {
  APPROVED: 'ok',
  PENDING: 'info',
  IN_APPEAL: 'info',
  REJECTED: 'bad',
  DISABLED: 'bad',
  PAUSED: 'warn',
  LIMIT_EXCEEDED: 'warn',
}

/** Where a template stands, in Meta's own word: it is what their pages and their support say. */
export function TemplatePill({ status }: { status: string }) {
  return <Pill tone={TONES[status] ?? 'idle'}>{status}</Pill>
}
