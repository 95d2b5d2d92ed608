import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { secondFactor } from '@/api/queries/account'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { Pill } from '@/ui/Pill'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { EnrolDialog } from './EnrolDialog'
import { ProveDialog } from './ProveDialog'

const FEW = 3

/** Whether one's logins ask for a code, and what to do about it. */
export function SecondFactorSection() {
  const { t } = useTranslation()
  const state = useQuery(secondFactor())
  const [open, setOpen] = useState<'enrol' | 'codes' | 'off' | null>(null)
  const close = () => setOpen(null)
  return (
    <Section title={t('account.factor.title')} hint={t('account.factor.hint')}>
      {state.isPending && <SkeletonLines lines={2} />}
      {state.isError && <ErrorState error={state.error} onRetry={() => void state.refetch()} />}
      {state.data && !state.data.enabled && (
        <div className="flex flex-wrap items-center gap-3">
          <Pill tone="idle">{t('account.factor.off')}</Pill>
          <Button variant="primary" onClick={() => setOpen('enrol')}>
            {t('account.factor.switchOn')}
          </Button>
        </div>
      )}
      {state.data?.enabled && (
        <div className="grid gap-3">
          <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-soft">
            <Pill tone="ok">{t('account.factor.on')}</Pill>
            <span>
              {t('account.factor.since')} <Time at={state.data.since} />
            </span>
            <span>{t('account.factor.left', { count: state.data.recoveryCodesLeft })}</span>
          </p>
          {state.data.recoveryCodesLeft <= FEW && <Notice tone="warn">{t('account.factor.few')}</Notice>}
          <div className="flex flex-wrap gap-2">
            <Button onClick={() => setOpen('codes')}>{t('account.factor.renew')}</Button>
            <Button variant="danger" onClick={() => setOpen('off')}>
              {t('account.factor.switchOff')}
            </Button>
          </div>
        </div>
      )}
      {open === 'enrol' && <EnrolDialog onClose={close} />}
      {(open === 'codes' || open === 'off') && <ProveDialog what={open} onClose={close} />}
    </Section>
  )
}
