import { useTranslation } from 'react-i18next'
import type { QrCode } from '@/api/types'
import { Skeleton } from '@/ui/Skeleton'
import { Countdown } from './Countdown'
import { Steps } from './Steps'

/** The code to scan, with its countdown, beside what to do on the phone. */
export function ScanView({ code }: { code: QrCode | null }) {
  const { t } = useTranslation()
  return (
    <div className="grid gap-6 sm:grid-cols-[1fr_auto] sm:items-start">
      <Steps
        steps={[
          t('linking.scan.open'),
          t('linking.scan.menu'),
          t('linking.scan.link'),
          t('linking.scan.point'),
        ]}
      />
      <figure className="grid justify-items-center gap-2">
        {/* The picture brings its own white margin: dark on white in every theme, as cameras need it. */}
        <div className="size-64 overflow-hidden rounded-lg border max-sm:size-72">
          {code ? (
            <img
              src={`data:image/png;base64,${code.png}`}
              alt={t('linking.scan.alt')}
              className="size-full [image-rendering:pixelated]"
            />
          ) : (
            <Skeleton className="size-full" />
          )}
        </div>
        <figcaption className="h-5 text-center">
          {code ? (
            <Countdown
              expiresAt={code.expiresAt}
              words={(seconds) =>
                seconds > 0 ? t('linking.scan.renews', { seconds }) : t('linking.scan.renewing')
              }
            />
          ) : (
            <span className="text-xs text-ink-faint">{t('linking.scan.preparing')}</span>
          )}
        </figcaption>
      </figure>
    </div>
  )
}
