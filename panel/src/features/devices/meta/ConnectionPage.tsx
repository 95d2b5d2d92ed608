import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ArrowLeft, CloudCog, Stethoscope } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { connection, useCheckConnection } from '@/api/queries/connection'
import { useMayManage } from '@/api/queries/me'
import type { WhatsAppConnection } from '@/api/types'
import type { Tone } from '@/lib/tone'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { Pill } from '@/ui/Pill'
import { SkeletonLines } from '@/ui/Skeleton'
import { NumberCard } from './NumberCard'
import { SignupDialog } from './SignupDialog'

const TONES: Record<WhatsAppConnection['state'], Tone> = {
  NOT_CONNECTED: 'idle',
  PENDING: 'info',
  CONNECTED: 'ok',
  REAUTHORISE: 'bad',
  ERROR: 'bad',
}

/** The company's connection to Meta's Cloud API: what is right, what is wrong, and what mends it. */
export function ConnectionPage() {
  const { t } = useTranslation()
  const state = useQuery(connection())
  const check = useCheckConnection()
  const mayManage = useMayManage()
  const [signingUp, setSigningUp] = useState(false)
  const { data } = state
  const connect = mayManage && (
    <Button
      variant="primary"
      icon={<CloudCog aria-hidden className="size-4" />}
      onClick={() => setSigningUp(true)}
    >
      {data?.state === 'REAUTHORISE' ? t('connection.reauthorise') : t('connection.connect')}
    </Button>
  )
  return (
    <Page
      title={t('connection.title')}
      hint={t('connection.hint')}
      pills={data && <Pill tone={TONES[data.state]}>{t(`connection.states.${data.state}`)}</Pill>}
      back={
        <Link
          to="/devices"
          className="mb-1 inline-flex items-center gap-1 text-sm text-ink-soft hover:text-ink"
        >
          <ArrowLeft aria-hidden className="size-3.5" />
          {t('devices.title')}
        </Link>
      }
      actions={
        mayManage && (
          <>
            {data && data.numbers.length > 0 && (
              <Button
                busy={check.isPending}
                icon={<Stethoscope aria-hidden className="size-4" />}
                onClick={() => check.mutate()}
              >
                {t('connection.check')}
              </Button>
            )}
            {connect}
          </>
        )
      }
    >
      {state.isPending && <SkeletonLines lines={6} />}
      {state.isError && <ErrorState error={state.error} onRetry={() => void state.refetch()} />}
      {check.isError && <ErrorState error={check.error} />}
      {data?.numbers.length === 0 && (
        <Card>
          <EmptyState icon={CloudCog} title={t('connection.empty.title')} action={connect}>
            {t('connection.empty.text')}
          </EmptyState>
        </Card>
      )}
      <div className="grid items-start gap-4 lg:grid-cols-2">
        {data?.numbers.map((number) => (
          <NumberCard key={number.deviceId} number={number} mayManage={mayManage} />
        ))}
      </div>
      {signingUp && <SignupDialog onClose={() => setSigningUp(false)} />}
    </Page>
  )
}
