import { useTranslation } from 'react-i18next'
import { useCreateTenant, useJoinOwnTenant } from '@/api/queries/tenants'
import { chooseTenant } from '@/api/session'
import { SmallTask } from '@/ui/SmallTask'
import { TenantForm } from './TenantForm'

/** What the first administrator of a new hub sees next: everything else belongs to a company. */
export function FirstTenant() {
  const { t } = useTranslation()
  const create = useCreateTenant()
  const join = useJoinOwnTenant()
  return (
    <SmallTask title={t('tenants.first.title')} hint={t('tenants.first.text')}>
      <TenantForm
        submitLabel={t('tenants.first.action')}
        busy={create.isPending || join.isPending}
        error={create.error ?? join.error}
        onSubmit={(values) =>
          create.mutateAsync(values).then(({ id }) => join.mutateAsync(id).then(() => chooseTenant(id)))
        }
      />
    </SmallTask>
  )
}
