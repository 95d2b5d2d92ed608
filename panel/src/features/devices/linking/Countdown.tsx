import { useNow } from '@/lib/useNow'
import { secondsLeft } from './stage'

type Props = { expiresAt: string; words: (seconds: number) => string }

/** The seconds a code is still good for. Not read out every second: it is there to look at. */
export function Countdown({ expiresAt, words }: Props) {
  const now = useNow(1000)
  return <span className="text-xs text-ink-faint tabular-nums">{words(secondsLeft(expiresAt, now))}</span>
}
