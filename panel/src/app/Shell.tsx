import { useSuspenseQuery } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { me, useRole } from '@/api/queries/me'
import type { Membership } from '@/api/types'
import { AccountMenu } from './AccountMenu'
import { BottomBar } from './BottomBar'
import { Logo } from './Logo'
import { navigationFor } from './navigation'
import { Preferences } from './Preferences'
import { Sidebar } from './Sidebar'
import { StreamStatus } from './StreamStatus'
import { TenantMenu } from './TenantMenu'
import { useLive } from './useLive'

export function Shell({ tenant }: { tenant: Membership }) {
  const { t } = useTranslation()
  const { data } = useSuspenseQuery(me())
  const items = navigationFor(useRole())
  const main = useMainFocus()
  useLive(tenant.id)
  return (
    <div className="flex min-h-dvh">
      <a
        href="#main"
        className="sr-only rounded-md bg-raised px-3 py-2 text-sm text-ink shadow-raised focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-60"
      >
        {t('shell.skip')}
      </a>
      <Sidebar items={items} />
      <div className="flex min-w-0 flex-1 flex-col">
        {data.sandboxUrl && <SandboxStrip url={data.sandboxUrl} />}
        <header className="sticky top-0 z-20 flex h-13 items-center gap-1 border-b bg-surface px-3 sm:px-5">
          <Logo className="mr-1 size-6 shrink-0 md:hidden" />
          <TenantMenu current={tenant} />
          <div className="ml-auto flex items-center gap-0.5">
            <StreamStatus />
            <Preferences />
            <AccountMenu user={data.user} />
          </div>
        </header>
        <main
          id="main"
          ref={main}
          tabIndex={-1}
          className="min-w-0 flex-1 px-3 py-4 pb-24 outline-none sm:px-5 md:pb-8"
        >
          <Outlet />
        </main>
      </div>
      <BottomBar items={items} />
    </div>
  )
}

/** A new page is read from its start: by keyboard and screen reader the focus moves with it. */
function useMainFocus() {
  const main = useRef<HTMLElement>(null)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return
    before.current = path
    main.current?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  }, [path])
  return main
}

function SandboxStrip({ url }: { url: string }) {
  const { t } = useTranslation()
  return (
    <section
      aria-label={t('shell.sandboxShort')}
      className="flex flex-wrap items-center justify-center gap-x-3 bg-warn-soft px-4 py-1.5 text-center text-xs text-warn-text"
    >
      <span className="max-sm:hidden">{t('shell.sandbox')}</span>
      <span className="sm:hidden">{t('shell.sandboxShort')}</span>
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        className="inline-flex items-center gap-1 font-semibold underline"
      >
        {t('shell.openSandbox')}
        <ExternalLink aria-hidden className="size-3" />
      </a>
    </section>
  )
}
