import { cn } from '@/lib/cn'

type Props = {
  label: string
  /** 0 to 1; null while nobody knows how much there is. */
  value: number | null
  tone?: 'accent' | 'ok' | 'warn' | 'bad'
  className?: string
}

const TONES = { accent: 'bg-accent', ok: 'bg-ok', warn: 'bg-warn', bad: 'bg-bad' } as const

/** How far something is. Words beside it say what. */
export function Progress({ label, value, tone = 'accent', className }: Props) {
  const percent = value === null ? undefined : Math.round(Math.min(Math.max(value, 0), 1) * 100)
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cn('h-1.5 w-full overflow-hidden rounded-full bg-hover', className)}
    >
      <div
        className={cn(
          'h-full rounded-full transition-[width] duration-200',
          TONES[tone],
          percent === undefined && 'w-1/3 animate-pulse-soft',
        )}
        style={percent === undefined ? undefined : { width: `${percent}%` }}
      />
    </div>
  )
}
