import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { endpoints } from '@/api/queries/endpoints'
import { apiKeys } from '@/api/queries/keys'
import { useTenant } from '@/api/queries/me'
import { cn } from '@/lib/cn'
import { buttonClass } from '@/ui/Button'
import { CodeBlock } from '@/ui/Code'
import { Section } from '@/ui/Card'

/** Shown until the first message: number, endpoint, first call, with the tenant's own ids. What is done is ticked off. */
export function FirstSteps({ deviceId }: { deviceId: string | null }) {
  const { t } = useTranslation()
  const tenant = useTenant()
  const hasEndpoint = (useQuery(endpoints()).data?.length ?? 0) > 0
  const hasKey = useQuery(apiKeys()).data?.some(({ state }) => state === 'active') ?? false
  const next = !deviceId ? 1 : !hasEndpoint ? 2 : 3
  const looks = (number: number) => buttonClass({ variant: number === next ? 'primary' : 'secondary' })
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
        <Step
          number={1}
          done={deviceId !== null}
          title={t('home.start.device')}
          text={t('home.start.deviceText')}
        >
          <Link to="/devices" search={{ add: true }} className={looks(1)}>
            {t('home.start.deviceAction')}
          </Link>
        </Step>
        <Step
          number={2}
          done={hasEndpoint}
          title={t('home.start.endpoint')}
          text={t('home.start.endpointText')}
        >
          <Link to="/webhooks" search={{ add: true }} className={looks(2)}>
            {t('home.start.endpointAction')}
          </Link>
        </Step>
        <Step number={3} done={false} title={t('home.start.send')} text={t('home.start.sendText')}>
          <CodeBlock code={curl} label={t('home.start.send')} className="mb-2" wrap />
          {hasKey ? (
            <Link to="/messages" className={looks(3)}>
              {t('home.start.panelAction')}
            </Link>
          ) : (
            <Link to="/api-keys" search={{ add: true }} className={looks(3)}>
              {t('home.start.sendAction')}
            </Link>
          )}
        </Step>
      </ol>
    </Section>
  )
}

function Step({
  number,
  done,
  title,
  text,
  children,
}: {
  number: number
  done: boolean
  title: string
  text: string
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <li className="flex min-w-0 gap-3">
      <span
        aria-hidden
        className={cn(
          'grid size-6 shrink-0 place-items-center rounded-full text-xs font-semibold',
          done ? 'bg-ok-soft text-ok-text' : 'bg-accent-soft text-accent-text',
        )}
      >
        {done ? <Check className="size-3.5" strokeWidth={3} /> : number}
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="text-sm font-semibold text-ink">
          {title}
          {done && <span className="ml-1.5 text-xs font-normal text-ok-text">{t('common.done')}</span>}
        </h3>
        <p className="mt-0.5 mb-2 text-sm text-ink-soft">{text}</p>
        {children}
      </div>
    </li>
  )
}
