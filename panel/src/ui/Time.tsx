import { useTranslation } from 'react-i18next'
import { formatDateTime, formatRelative, formatShort } from '@/lib/format'
import { useNow } from '@/lib/useNow'

type Props = { at: string | null | undefined; as?: 'short' | 'relative' | 'full' }

/** A moment in the reader's words; the exact one is in the tooltip. */
export function Time({ at, as = 'short' }: Props) {
  const { i18n } = useTranslation()
  const now = useNow(as === 'relative' ? 10_000 : 60_000)
  if (!at) return <span className="text-ink-faint">{'–'}</span>
  const words =
    as === 'relative'
      ? formatRelative(at, now, i18n.language)
      : as === 'short'
        ? formatShort(at, now, i18n.language)
        : formatDateTime(at, i18n.language)
  return (
    <time
      dateTime={at}
      title={`${formatDateTime(at, i18n.language)} (${at})`}
      className="whitespace-nowrap tabular-nums"
    >
      {words}
    </time>
  )
}
