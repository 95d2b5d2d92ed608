import { useTranslation } from 'react-i18next'
import { useCreateTenant } from '@/api/queries/tenants'
import type { Tenant } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { TenantForm } from './TenantForm'

type Props = { onClose: () => void; onCreated: (tenant: Tenant) => void }

export function CreateTenantDialog({ onClose, onCreated }: Props) {
  const { t } = useTranslation()
  const create = useCreateTenant()
  return (
    <Dialog open keepOpen onClose={onClose} title={t('tenants.create')}>
      <TenantForm
        submitLabel={t('tenants.create')}
        busy={create.isPending}
        error={create.error}
        onCancel={onClose}
        onSubmit={(values) => create.mutateAsync(values).then(onCreated)}
      />
    </Dialog>
  )
}
