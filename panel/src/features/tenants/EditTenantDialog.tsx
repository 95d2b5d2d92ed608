import { useTranslation } from 'react-i18next'
import { useChangeTenant } from '@/api/queries/tenants'
import type { Tenant } from '@/api/types'
import { Dialog } from '@/ui/Dialog'
import { toast } from '@/ui/toast'
import { TenantForm } from './TenantForm'

export function EditTenantDialog({ tenant, onClose }: { tenant: Tenant; onClose: () => void }) {
  const { t } = useTranslation()
  const change = useChangeTenant()
  return (
    <Dialog open keepOpen onClose={onClose} title={tenant.name}>
      <TenantForm
        tenant={tenant}
        submitLabel={t('common.save')}
        busy={change.isPending}
        error={change.error}
        onCancel={onClose}
        onSubmit={(body) =>
          change.mutateAsync({ id: tenant.id, body }).then(() => {
            toast(t('tenants.saved'))
            onClose()
          })
        }
      />
    </Dialog>
  )
}
