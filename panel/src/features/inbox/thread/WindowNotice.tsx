import { Clock, LayoutTemplate, Lock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useNow } from '@/lib/useNow'
import { cn } from '@/lib/cn'
import { Button } from '@/ui/Button'
import { Countdown } from '@/ui/show/Countdown'
import { Time } from '@/ui/Time'
import type { Window } from './window'

const SOON_MS = 3_600_000

/** How long anything may be written, in the head of the thread. */
export function WindowPill({ window }: { window: Window }) {
  const { t } = useTranslation()
  const now = useNow(30_000)
  if (window.kind === 'always') return null
  const soon = window.kind === 'open' && Date.parse(window.closesAt) - now < SOON_MS
  return (
    <span
      title={t('inbox.window.explained')}
      className={cn(
        'inline-flex h-6 items-center gap-1 rounded-full px-2 text-xs font-medium whitespace-nowrap',
        window.kind === 'closed'
          ? 'bg-idle-soft text-idle-text'
          : soon
            ? 'bg-warn-soft text-warn-text'
            : 'bg-ok-soft text-ok-text',
      )}
    >
      {window.kind === 'closed' ? (
        <>
          <Lock aria-hidden className="size-3" />
          {t('inbox.window.closed')}
        </>
      ) : (
        <>
          <Clock aria-hidden className="size-3" />
          <span className="sr-only">{t('inbox.window.left')}</span>
          <Countdown to={window.closesAt} />
        </>
      )}
    </span>
  )
}

/** In the composer's place while only templates may be sent. */
export function WindowClosed({ since, onTemplate }: { since: string | null; onTemplate: () => void }) {
  const { t } = useTranslation()
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 py-1" role="status">
      <Lock aria-hidden className="size-4 shrink-0 text-ink-faint" />
      <div className="min-w-0 flex-1 basis-64 text-sm">
        <p className="font-medium text-ink">
          {since === null ? t('inbox.window.never') : t('inbox.window.closedLong')}{' '}
          {since !== null && <Time at={since} as="relative" />}
        </p>
        <p className="text-xs text-ink-soft">{t('inbox.window.only')}</p>
      </div>
      <Button variant="primary" onClick={onTemplate} icon={<LayoutTemplate aria-hidden className="size-4" />}>
        {t('inbox.composer.template')}
      </Button>
    </div>
  )
}
