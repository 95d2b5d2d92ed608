import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ExternalLink, LoaderCircle } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { connection, useBeginSignup } from '@/api/queries/connection'
import type { EmbeddedSignup } from '@/api/types'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/Code'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { SkeletonLines } from '@/ui/Skeleton'
import { isSignupProblem } from './findings'

type Props = { onBack?: () => void; onClose: () => void }

/** The company connects its numbers in Meta's own dialog, in a window of its own; this one follows how it goes. */
export function SignupDialog({ onBack, onClose }: Props) {
  const { t } = useTranslation()
  const begin = useBeginSignup()
  const [before, setBefore] = useState<string | null>(null)
  const state = useQuery(connection())
  const signup = state.data?.signup ?? null
  // The way that was begun here, not the one of last week.
  const mine = begin.data && signup && signup.id !== before ? signup : null
  function start(shareable: boolean) {
    setBefore(signup?.id ?? null)
    begin.mutate(shareable, {
      onSuccess: ({ connect_url: url }) => {
        if (!shareable) window.open(url, '_blank', 'noopener')
      },
    })
  }
  return (
    <Dialog
      open
      keepOpen
      onClose={onClose}
      title={t('devices.ways.signup.title')}
      description={t('connection.signup.text')}
      wide
    >
      {state.isPending && <SkeletonLines lines={4} />}
      {state.isError && <ErrorState error={state.error} onRetry={() => void state.refetch()} />}
      {state.data && !state.data.embeddedSignup && (
        <div className="grid gap-4">
          <Notice tone="info" title={t('connection.signup.notSetUp')}>
            {t('connection.signup.notSetUpText')}
          </Notice>
          {onBack && (
            <DialogActions>
              <Button onClick={onBack}>{t('common.back')}</Button>
            </DialogActions>
          )}
        </div>
      )}
      {state.data?.embeddedSignup && (
        <div className="grid gap-4" aria-live="polite">
          {begin.isError && <ErrorState error={begin.error} />}
          {!begin.data && (
            <>
              <ul className="grid list-disc gap-1 pl-5 text-sm text-ink-soft">
                <li>{t('connection.signup.need1')}</li>
                <li>{t('connection.signup.need2')}</li>
                <li>{t('connection.signup.need3')}</li>
              </ul>
              <DialogActions>
                {onBack && <Button onClick={onBack}>{t('common.back')}</Button>}
                <Button busy={begin.isPending && begin.variables} onClick={() => start(true)}>
                  {t('connection.signup.share')}
                </Button>
                <Button
                  variant="primary"
                  busy={begin.isPending && !begin.variables}
                  icon={<ExternalLink aria-hidden className="size-4" />}
                  onClick={() => start(false)}
                >
                  {t('connection.signup.open')}
                </Button>
              </DialogActions>
            </>
          )}
          {begin.data && begin.variables && (
            <>
              <p className="text-sm text-ink-soft">{t('connection.signup.shareText')}</p>
              <CopyField label={t('linking.link.label')} value={begin.data.connect_url} />
            </>
          )}
          {begin.data && (!mine || mine.stage === 'waiting' || mine.stage === 'connecting') && (
            <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-soft">
              <LoaderCircle aria-hidden className="size-4 animate-spin" />
              {mine?.stage === 'connecting'
                ? t('connection.signup.connecting')
                : t('connection.signup.waiting')}
              {!begin.variables && (
                <a
                  href={begin.data.connect_url}
                  target="_blank"
                  rel="noreferrer"
                  className="text-accent-text underline"
                >
                  {t('connection.signup.openAgain')}
                </a>
              )}
            </div>
          )}
          {mine && (mine.stage === 'done' || mine.stage === 'failed' || mine.stage === 'canceled') && (
            <Ended signup={mine} onAgain={() => begin.reset()} onClose={onClose} />
          )}
        </div>
      )}
    </Dialog>
  )
}

type EndedProps = { signup: EmbeddedSignup; onAgain: () => void; onClose: () => void }

function Ended({ signup, onAgain, onClose }: EndedProps) {
  const { t } = useTranslation()
  const { problem, numbers } = signup
  const good = signup.stage === 'done'
  return (
    <div className="grid gap-4">
      <Notice
        tone={good ? 'ok' : 'warn'}
        title={good ? t('connection.signup.done') : t('connection.signup.failed')}
      >
        {problem &&
          (isSignupProblem(problem) ? t(`connection.signup.problems.${problem}`) : <p>{problem}</p>)}
      </Notice>
      {numbers.length > 0 && (
        <ul className="divide-y rounded-lg border text-sm">
          {numbers.map((number) => (
            <li key={number.phoneNumberId} className="grid gap-0.5 px-4 py-2.5">
              <span className="font-medium text-ink">{`${number.name} · ${number.phone}`}</span>
              <span className="text-ink-soft">{t(`connection.signup.results.${number.result}`)}</span>
              {number.problem && <span className="text-xs text-warn-text">{number.problem}</span>}
              {number.deviceId && (
                <Link
                  to="/devices/$deviceId"
                  params={{ deviceId: number.deviceId }}
                  className="w-fit text-accent-text underline"
                >
                  {t('devices.added.open')}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
      <DialogActions>
        {!good && <Button onClick={onAgain}>{t('common.retry')}</Button>}
        <Button variant="primary" onClick={onClose}>
          {t('common.done')}
        </Button>
      </DialogActions>
    </div>
  )
}
