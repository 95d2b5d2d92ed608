import { Link } from '@tanstack/react-router'
import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { Kbd } from '@/ui/show/Kbd'
import { GROUPS, type NavigationItem } from './navigation'
import { openPalette } from './palette/open'

const KEY = 'palomar.sidebar'

type Props = {
  items: readonly NavigationItem[]
  head: (slim: boolean) => ReactNode
  foot: (slim: boolean) => ReactNode
}

export function Sidebar({ items, head, foot }: Props) {
  const { t } = useTranslation()
  const [slim, setSlim] = useState(() => localStorage.getItem(KEY) === 'slim')
  function toggle() {
    setSlim(!slim)
    localStorage.setItem(KEY, slim ? 'wide' : 'slim')
  }
  const Icon = slim ? PanelLeftOpen : PanelLeftClose
  const label = slim ? t('shell.expand') : t('shell.collapse')
  return (
    <aside
      className={cn(
        'hidden h-full shrink-0 flex-col border-r bg-bg md:flex',
        slim ? 'w-14 items-center' : 'w-58',
      )}
    >
      <div className={cn('flex h-bar w-full items-center gap-1 px-2', slim && 'justify-center')}>
        {head(slim)}
      </div>
      <button
        type="button"
        onClick={openPalette}
        aria-label={t('shell.palette.open')}
        title={slim ? t('shell.palette.open') : undefined}
        className={cn(
          'mx-2 mb-1 flex h-control items-center gap-2 rounded-md border bg-surface px-2.5 text-sm text-ink-faint shadow-card hover:text-ink',
          slim && 'w-9 justify-center px-0',
        )}
      >
        <Search aria-hidden className="size-4 shrink-0" />
        {!slim && (
          <>
            <span className="min-w-0 flex-1 truncate text-left">{t('shell.palette.open')}</span>
            <span aria-hidden>
              <Kbd keys="Mod+K" />
            </span>
          </>
        )}
      </button>
      <nav aria-label={t('shell.navigation')} className="min-h-0 w-full flex-1 overflow-y-auto px-2 pb-3">
        <NavigationLinks items={items} slim={slim} />
      </nav>
      <div className={cn('flex w-full items-center border-t p-2', slim ? 'flex-col' : 'gap-0.5')}>
        {foot(slim)}
        <button
          type="button"
          onClick={toggle}
          aria-label={label}
          title={label}
          className={cn(
            'grid size-control place-items-center rounded-md text-ink-faint hover:bg-hover hover:text-ink',
            !slim && 'ml-auto shrink-0',
          )}
        >
          <Icon aria-hidden className="size-4 shrink-0" />
        </button>
      </div>
    </aside>
  )
}

type LinksProps = { items: readonly NavigationItem[]; slim?: boolean; onGo?: () => void }

export function NavigationLinks({ items, slim, onGo }: LinksProps) {
  const { t } = useTranslation()
  return GROUPS.map((group) => {
    const own = items.filter((item) => item.group === group)
    if (own.length === 0) return null
    return (
      <div key={group} className="pt-2">
        {group !== 'work' && (
          <p className={cn('px-2.5 pt-1.5 pb-1 text-2xs font-medium text-ink-faint', slim && 'sr-only')}>
            {t(`shell.navGroups.${group}`)}
          </p>
        )}
        <div className="grid gap-px">
          {own.map(({ to, label, icon: Icon }) => (
            <Link
              key={to}
              to={to}
              onClick={onGo}
              activeOptions={{ exact: to === '/', includeSearch: false }}
              title={slim ? t(label) : undefined}
              className={cn(
                'flex h-control items-center gap-2.5 rounded-md px-2.5 text-sm text-ink-soft hover:bg-hover hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:font-medium data-[status=active]:text-accent-text max-md:h-11',
                slim && 'w-9 justify-center px-0',
              )}
            >
              <Icon aria-hidden className="size-4 shrink-0" />
              <span className={slim ? 'sr-only' : 'min-w-0 truncate'}>{t(label)}</span>
            </Link>
          ))}
        </div>
      </div>
    )
  })
}
