import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useTenant } from '@/api/queries/me'
import { buttonClass } from '@/ui/Button'
import { CodeBlock } from '@/ui/Code'
import { Section } from '@/ui/Card'

/** Shown until the first message: number, endpoint, first call, with the tenant's own ids. */
export function FirstSteps({ deviceId }: { deviceId: string | null }) {
  const { t } = useTranslation()
  const tenant = useTenant()
  const curl = [
    `curl ${window.location.origin}/v1/devices/${deviceId ?? 'dev_…'}/messages/send \\`,
    `  -H 'x-api-key: ${t('home.start.yourKey')}' \\`,
    `  -H 'x-tenant-id: ${tenant?.id ?? ''}' \\`,
    `  -H 'content-type: application/json' \\`,
    `  -d '{"to":"+5491155550101","text":"${t('home.start.message')}"}'`,
  ].join('\n')
  return (
    <Section title={t('home.start.title')} hint={t('home.start.text')}>
      <ol className="grid gap-5 pt-2 lg:grid-cols-3">
        <Step number={1} title={t('home.start.device')} text={t('home.start.deviceText')}>
          <Link
            to="/devices"
            search={{ add: true }}
            className={buttonClass({ variant: deviceId ? 'secondary' : 'primary' })}
          >
            {t('home.start.deviceAction')}
          </Link>
        </Step>
        <Step number={2} title={t('home.start.endpoint')} text={t('home.start.endpointText')}>
          <Link to="/webhooks" search={{ add: true }} className={buttonClass()}>
            {t('home.start.endpointAction')}
          </Link>
        </Step>
        <Step number={3} title={t('home.start.send')} text={t('home.start.sendText')}>
          <CodeBlock code={curl} label={t('home.start.send')} className="mb-2" wrap />
          <Link to="/api-keys" className={buttonClass()}>
            {t('home.start.sendAction')}
          </Link>
        </Step>
      </ol>
    </Section>
  )
}

function Step({
  number,
  title,
  text,
  children,
}: {
  number: number
  title: string
  text: string
  children: ReactNode
}) {
  return (
    <li className="flex min-w-0 gap-3">
      <span
        aria-hidden
        className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-xs font-semibold text-accent-text"
      >
        {number}
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="text-sm font-semibold text-ink">{title}</h3>
        <p className="mt-0.5 mb-2 text-sm text-ink-soft">{text}</p>
        {children}
      </div>
    </li>
  )
}
