import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { formatDateTime, formatLeft } from '@/lib/format'
import { useNow } from '@/lib/useNow'

type Props = {
  /** When the time is up. */
  to: string
  /** Seconds are counted when less than this is left; above it minutes are enough. */
  secondsBelow?: number
  className?: string
}

/** What is left until a moment: "3 h 12 min", "4:07". */
export function Countdown({ to, secondsBelow = 600_000, className }: Props) {
  const { i18n } = useTranslation()
  const end = Date.parse(to)
  const soon = end - useNow(20_000) < secondsBelow + 60_000
  const left = Math.max(end - useNow(soon ? 1_000 : 20_000), 0)
  return (
    <time
      dateTime={to}
      title={formatDateTime(to, i18n.language)}
      className={cn('whitespace-nowrap tabular-nums', className)}
    >
      {formatLeft(left, i18n.language, secondsBelow)}
    </time>
  )
}
