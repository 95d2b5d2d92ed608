import type { Message } from '@/api/types'
import { useCause } from '@/i18n/causes'
import { MessagePill } from '@/ui/StatusPill'
import { Time } from '@/ui/Time'

export function StatusHistory({ changes }: { changes: Message['statusHistory'] }) {
  const cause = useCause()
  return (
    <ol className="grid gap-1.5 border-l pl-4">
      {changes.map(({ status, at, error }) => (
        <li key={`${status}${at}`} className="text-sm">
          <span className="flex flex-wrap items-center gap-x-3">
            <MessagePill status={status} />
            <span className="text-xs text-ink-soft">
              <Time at={at} as="full" />
            </span>
          </span>
          {error && <span className="block text-xs text-bad-text">{cause(error.code, error.cause)}</span>}
        </li>
      ))}
    </ol>
  )
}
