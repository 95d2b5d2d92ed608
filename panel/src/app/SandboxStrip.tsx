import { ExternalLink } from 'lucide-react'
import { useTranslation } from 'react-i18next'

/** Says that this hub talks to a sandbox, on every page. */
export function SandboxStrip({ url }: { url: string }) {
  const { t } = useTranslation()
  return (
    <section
      aria-label={t('shell.sandboxShort')}
      className="flex flex-wrap items-center justify-center gap-x-3 bg-warn-soft px-4 py-1 text-center text-xs text-warn-text"
    >
      <span className="max-sm:hidden">{t('shell.sandbox')}</span>
      <span className="sm:hidden">{t('shell.sandboxShort')}</span>
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
  )
}
