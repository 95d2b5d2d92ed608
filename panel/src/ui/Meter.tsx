import { cn } from '@/lib/cn'

type Props = {
  label: string
  value: number
  most: number
  words: string
  /** A share of a whole, of which much is no reason for a colour. */
  plain?: boolean
}

/** How much of something limited is used. The words say it; the bar only shows it. */
export function Meter({ label, value, most, words, plain }: Props) {
  const share = most === 0 ? 1 : Math.min(1, value / most)
  const tone = plain ? 'bg-accent' : share >= 1 ? 'bg-bad' : share >= 0.8 ? 'bg-warn' : 'bg-accent'
  return (
    <div className="grid gap-1">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
        <span className="text-ink-soft">{label}</span>
        <span className="text-ink tabular-nums">{words}</span>
      </div>
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={most}
        aria-valuenow={Math.min(value, most)}
        aria-valuetext={words}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div className={cn('h-full rounded-full', tone)} style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  )
}
