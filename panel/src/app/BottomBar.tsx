import { Link } from '@tanstack/react-router'
import { Menu } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '@/ui/Dialog'
import type { NavigationItem } from './navigation'
import { NavigationLinks } from './Sidebar'

const ITEM =
  'grid h-14 flex-1 place-items-center content-center gap-0.5 text-2xs text-ink-soft focus-visible:-outline-offset-2 ' +
  'data-[status=active]:text-accent-text data-[status=active]:font-medium'

/** Navigation under the thumb: the four main places, and everything behind the last button. */
export function BottomBar({ items }: { items: readonly NavigationItem[] }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <nav
      aria-label={t('shell.navigation')}
      className="flex shrink-0 border-t bg-surface pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {items.slice(0, 4).map(({ to, label, icon: Icon }) => (
        <Link key={to} to={to} activeOptions={{ exact: to === '/', includeSearch: false }} className={ITEM}>
          <Icon aria-hidden className="size-5" />
          <span className="max-w-full truncate px-0.5">{t(label)}</span>
        </Link>
      ))}
      {items.length > 4 && (
        <button type="button" className={ITEM} onClick={() => setOpen(true)} aria-haspopup="dialog">
          <Menu aria-hidden className="size-5" />
          <span>{t('shell.menu')}</span>
        </button>
      )}
      <Dialog open={open} onClose={() => setOpen(false)} title="Palomar" kind="drawer">
        <NavigationLinks items={items} onGo={() => setOpen(false)} />
      </Dialog>
    </nav>
  )
}
