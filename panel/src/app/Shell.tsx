import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useMatches, useRouterState } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { me, useRole } from '@/api/queries/me'
import type { Membership } from '@/api/types'
import { cn } from '@/lib/cn'
import { useMedia } from '@/lib/useMedia'
import { IconButton } from '@/ui/Button'
import { AccountMenu } from './AccountMenu'
import { BottomBar } from './BottomBar'
import { Logo } from './Logo'
import { navigationFor } from './navigation'
import { OfflineBanner } from './OfflineBanner'
import { openPalette } from './palette/open'
import { Palette } from './palette/Palette'
import { Preferences } from './Preferences'
import { SandboxStrip } from './SandboxStrip'
import { useShortcuts } from './shortcuts/useShortcuts'
import { ShortcutSheet } from './shortcuts/ShortcutSheet'
import { Sidebar } from './Sidebar'
import { StreamStatus } from './StreamStatus'
import { TenantMenu } from './TenantMenu'
import { useLive } from './useLive'
import { VisitBanner } from './VisitBanner'

/** The frame of every page: where one can go, whether it is live, who one is. The page scrolls inside it. */
export function Shell({ tenant }: { tenant: Membership }) {
  const { t } = useTranslation()
  const { data } = useSuspenseQuery(me())
  const items = navigationFor(useRole())
  const main = useMainFocus()
  const wide = useMedia('(min-width: 768px)')
  /** A page of panes fills the frame and scrolls by itself. */
  const filled = useMatches({ select: (matches) => matches.some((match) => match.staticData.filled) })
  useLive(tenant.id)
  useShortcuts()
  return (
    <div className="flex h-dvh flex-col">
      <a
        href="#main"
        className="sr-only rounded-md bg-raised px-3 py-2 text-sm text-ink shadow-raised focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-60"
      >
        {t('shell.skip')}
      </a>
      {data.sandboxUrl && <SandboxStrip url={data.sandboxUrl} />}
      <OfflineBanner />
      <VisitBanner tenant={tenant} />
      <div className="flex min-h-0 flex-1">
        {wide && (
          <Sidebar
            items={items}
            head={(slim) =>
              slim ? (
                <Logo className="size-6 shrink-0" />
              ) : (
                <>
                  <Logo className="ml-1.5 size-6 shrink-0" />
                  <TenantMenu current={tenant} />
                  <StreamStatus compact />
                </>
              )
            }
            foot={(slim) => (
              <>
                {slim && <StreamStatus compact />}
                <AccountMenu user={data.user} named={!slim} />
                <Preferences />
              </>
            )}
          />
        )}
        <div className="flex min-w-0 flex-1 flex-col">
          {!wide && (
            <header className="flex h-13 shrink-0 items-center gap-0.5 border-b bg-surface px-3">
              <Logo className="mr-1 size-6 shrink-0" />
              <TenantMenu current={tenant} />
              <div className="ml-auto flex items-center">
                <StreamStatus />
                <IconButton label={t('shell.palette.open')} onClick={openPalette}>
                  <Search aria-hidden className="size-4.5" />
                </IconButton>
                <Preferences />
                <AccountMenu user={data.user} />
              </div>
            </header>
          )}
          <main
            id="main"
            ref={main}
            tabIndex={-1}
            className={cn(
              'relative min-h-0 min-w-0 flex-1 bg-bg outline-none md:bg-surface',
              filled ? 'flex flex-col overflow-hidden' : 'overflow-y-auto px-3 py-4 sm:px-6 sm:py-5',
            )}
          >
            <Outlet />
          </main>
          {!wide && <BottomBar items={items} />}
        </div>
      </div>
      <Palette items={items} />
      <ShortcutSheet />
    </div>
  )
}

/** A new page is read from its start: by keyboard and screen reader the focus moves with it. */
function useMainFocus() {
  const main = useRef<HTMLElement>(null)
  // Within one place (a list and its open item) the focus is the place's own business.
  const place = useRouterState({ select: (state) => state.location.pathname.split('/')[1] })
  const path = useRouterState({ select: (state) => state.location.pathname })
  const stays = useMatches({ select: (matches) => matches.some((match) => match.staticData.filled) })
  const key = stays ? place : path
  const before = useRef(key)
  useEffect(() => {
    if (before.current === key) return
    before.current = key
    main.current?.focus({ preventScroll: true })
    main.current?.scrollTo({ top: 0 })
  }, [key])
  return main
}
