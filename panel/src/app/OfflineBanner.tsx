import { WifiOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { connectNow, useStreamState } from '@/api/stream/connection'
import { useNow } from '@/lib/useNow'
import { Banner } from '@/ui/show/Banner'

/** A short cut mends itself; a longer one is said across the page. */
const PATIENCE_MS = 2_500

/** Says that what is shown no longer follows the hub, when it will be tried again, and offers to do it now. */
export function OfflineBanner() {
  const { t } = useTranslation()
  const stream = useStreamState()
  const now = useNow(1_000)
  if (stream.state !== 'lost' || now - stream.since < PATIENCE_MS) return null
  const seconds = Math.max(Math.ceil((stream.nextAt - now) / 1000), 0)
  return (
    <Banner
      tone="warn"
      icon={WifiOff}
      action={
        <button type="button" onClick={connectNow} className="font-semibold underline underline-offset-2">
          {t('shell.stream.now')}
        </button>
      }
    >
      {t('shell.stream.offline')}{' '}
      <span aria-live="off" className="tabular-nums">
        {t('shell.stream.next', { seconds })}
      </span>
    </Banner>
  )
}
