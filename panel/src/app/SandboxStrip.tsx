import { ExternalLink, Smartphone, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMedia } from '@/lib/useMedia'
import { IconButton } from '@/ui/Button'

const WIDTH = '26rem'

/** Says that this hub talks to a sandbox, on every page, and shows its phones beside the hub. */
export function SandboxStrip({ url }: { url: string }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const roomy = useMedia('(min-width: 1100px)')
  const beside = open && roomy
  return (
    <>
      <section
        aria-label={t('shell.sandboxShort')}
        className="flex flex-wrap items-center justify-center gap-x-3 bg-warn-soft px-4 py-1 text-center text-xs text-warn-text"
      >
        <span className="max-sm:hidden">{t('shell.sandbox')}</span>
        <span className="sm:hidden">{t('shell.sandboxShort')}</span>
        {roomy && (
          <button
            type="button"
            aria-expanded={beside}
            onClick={() => setOpen(!open)}
            className="inline-flex items-center gap-1 font-semibold underline underline-offset-2"
          >
            <Smartphone aria-hidden className="size-3" />
            {beside ? t('shell.sandboxHide') : t('shell.sandboxPhones')}
          </button>
        )}
        <a
          href={url}
          target="_blank"
          rel="noreferrer"
          className="inline-flex items-center gap-1 font-semibold underline underline-offset-2"
        >
          {t('shell.openSandbox')}
          <ExternalLink aria-hidden className="size-3" />
        </a>
      </section>
      {beside && <Phones url={url} onClose={() => setOpen(false)} />}
    </>
  )
}

/** The sandbox's own page, in a frame at the side; the hub's page makes room for it. */
function Phones({ url, onClose }: { url: string; onClose: () => void }) {
  const { t } = useTranslation()
  useEffect(() => {
    const root = document.getElementById('root')
    root?.style.setProperty('padding-right', WIDTH)
    return () => {
      root?.style.removeProperty('padding-right')
    }
  }, [])
  return (
    <aside
      aria-label={t('shell.sandboxFrame')}
      className="fixed inset-y-0 right-0 z-30 flex flex-col border-l bg-surface"
      style={{ width: WIDTH }}
    >
      <header className="flex h-10 shrink-0 items-center justify-between border-b pr-1 pl-3">
        <h2 className="text-sm font-semibold text-ink">{t('shell.sandboxFrame')}</h2>
        <IconButton label={t('shell.sandboxHide')} onClick={onClose}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </header>
      <iframe src={url} title={t('shell.sandboxFrame')} className="min-h-0 flex-1" />
    </aside>
  )
}
