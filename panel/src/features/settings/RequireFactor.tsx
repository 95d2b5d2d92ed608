import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { me } from '@/api/queries/me'
import { useChangeOwnTenant } from '@/api/queries/settings'
import type { Tenant } from '@/api/types'
import { Section } from '@/ui/Card'
import { Switch } from '@/ui/choose/Switch'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorState } from '@/ui/ErrorState'
import { toast } from '@/ui/toast'

/** Whether people without a second factor are kept out. Whoever has none cannot ask it of others. */
export function RequireFactor({ tenant }: { tenant: Tenant }) {
  const { t } = useTranslation()
  const { data } = useSuspenseQuery(me())
  const change = useChangeOwnTenant()
  const [asking, setAsking] = useState(false)
  const without = !data.user.secondFactor && !tenant.secondFactorRequired
  const put = (secondFactorRequired: boolean) =>
    change.mutate(
      { secondFactorRequired },
      {
        onSuccess: () => {
          setAsking(false)
          toast(t('settings.saved'))
        },
      },
    )
  return (
    <Section title={t('settings.factor.title')}>
      <Switch
        label={t('settings.factor.label')}
        hint={t('settings.factor.hint')}
        checked={tenant.secondFactorRequired}
        disabled={without || change.isPending}
        onChange={(wanted) => (wanted ? setAsking(true) : put(false))}
      />
      {without && (
        <p className="mt-3 text-sm text-ink-soft">
          {t('settings.factor.first')}{' '}
          <Link to="/account" className="font-medium text-accent-text underline underline-offset-2">
            {t('shell.myAccount')}
          </Link>
        </p>
      )}
      {change.isError && !asking && <ErrorState error={change.error} />}
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t('settings.factor.ask')}
        action={t('settings.factor.require')}
        busy={change.isPending}
        error={change.isError && <ErrorState error={change.error} />}
        onConfirm={() => put(true)}
      >
        <p>{t('settings.factor.text')}</p>
      </ConfirmDialog>
    </Section>
  )
}
