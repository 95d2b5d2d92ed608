import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ownSessions, useEndSession } from '@/api/queries/account'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { ErrorState } from '@/ui/ErrorState'
import { Pill } from '@/ui/Pill'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { toast } from '@/ui/toast'
import { browserName } from './browser'

/** Where one is logged in. What is not one's own any more is ended here. */
export function SessionsSection() {
  const { t } = useTranslation()
  const sessions = useQuery(ownSessions())
  const end = useEndSession()
  return (
    <Section title={t('account.sessions.title')} hint={t('account.sessions.hint')}>
      {sessions.isPending && <SkeletonLines lines={3} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={() => void sessions.refetch()} />}
      {end.isError && <ErrorState error={end.error} />}
      <ul className="grid divide-y">
        {sessions.data?.data.map((session) => {
          const name = session.browser ? browserName(session.browser) : t('account.sessions.unknown')
          return (
            <li key={session.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2.5">
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-2 text-sm font-medium text-ink">
                  {name}
                  {session.current && <Pill tone="ok">{t('account.sessions.current')}</Pill>}
                </p>
                <p className="text-xs text-ink-soft">
                  {session.address && <span className="mr-3">{session.address}</span>}
                  <span className="mr-3">
                    {t('account.sessions.started')} <Time at={session.startedAt} />
                  </span>
                  <span>
                    {t('account.sessions.seen')} <Time at={session.lastSeenAt} as="relative" />
                  </span>
                </p>
              </div>
              {!session.current && (
                <Button
                  size="sm"
                  aria-label={t('account.sessions.endOf', { name })}
                  busy={end.isPending && end.variables === session.id}
                  onClick={() =>
                    end.mutate(session.id, { onSuccess: () => toast(t('account.sessions.ended')) })
                  }
                >
                  {t('account.sessions.end')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
