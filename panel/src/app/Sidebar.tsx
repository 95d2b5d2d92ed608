import { Link } from '@tanstack/react-router'
import { PanelLeftClose, PanelLeftOpen } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { Logo } from './Logo'
import type { NavigationItem } from './navigation'

const KEY = 'palomar.sidebar'

export function Sidebar({ items }: { items: readonly NavigationItem[] }) {
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
        'sticky top-0 hidden h-dvh shrink-0 flex-col border-r bg-surface md:flex',
        slim ? 'w-14' : 'w-52',
      )}
    >
      <Link to="/" className="flex h-13 items-center gap-2.5 px-4" aria-label="Palomar">
        <Logo className="size-6 shrink-0" />
        {!slim && <span className="text-lg font-semibold tracking-tight text-ink">Palomar</span>}
      </Link>
      <nav aria-label={t('shell.navigation')} className="grid gap-0.5 overflow-y-auto px-2 py-2">
        <NavigationLinks items={items} slim={slim} />
      </nav>
      <button
        type="button"
        onClick={toggle}
        aria-label={label}
        title={label}
        className="mt-auto flex h-10 items-center gap-3 border-t px-5 text-sm text-ink-faint hover:bg-hover hover:text-ink focus-visible:-outline-offset-2"
      >
        <Icon aria-hidden className="size-4 shrink-0" />
      </button>
    </aside>
  )
}

type LinksProps = { items: readonly NavigationItem[]; slim?: boolean; onGo?: () => void }

export function NavigationLinks({ items, slim, onGo }: LinksProps) {
  const { t } = useTranslation()
  return items.map(({ to, label, icon: Icon }) => (
    <Link
      key={to}
      to={to}
      onClick={onGo}
      activeOptions={{ exact: to === '/', includeSearch: false }}
      title={slim ? t(label) : undefined}
      className="flex h-9 items-center gap-2.5 rounded-md px-3 text-sm text-ink-soft hover:bg-hover hover:text-ink data-[status=active]:bg-accent-soft data-[status=active]:font-medium data-[status=active]:text-accent-text max-md:h-11"
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className={slim ? 'sr-only' : undefined}>{t(label)}</span>
    </Link>
  ))
}
