import { EllipsisVertical, LogIn, Pause, Pencil, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangeTenant, useDeleteTenant } from '@/api/queries/tenants'
import type { Tenant } from '@/api/types'
import { IconButton } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { Dialog } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu'
import { toast } from '@/ui/toast'
import { EditTenantDialog } from './EditTenantDialog'

type Props = { tenant: Tenant; current: boolean; onEnter: () => void; onDeleted: () => void }

export function TenantActions({ tenant, current, onEnter, onDeleted }: Props) {
  const { t } = useTranslation()
  const change = useChangeTenant()
  const remove = useDeleteTenant()
  const [asking, setAsking] = useState<'edit' | 'suspend' | 'delete' | null>(null)
  const close = () => setAsking(null)
  const label = t('tenants.actions.for', { name: tenant.name })
  const put = (state: Tenant['state']) =>
    change.mutate(
      { id: tenant.id, body: { state } },
      {
        onSuccess: () => {
          close()
          toast(t(`tenants.actions.done.${state}`))
        },
      },
    )
  return (
    <>
      <Menu
        label={label}
        trigger={
          <IconButton label={label}>
            <EllipsisVertical aria-hidden className="size-4" />
          </IconButton>
        }
      >
        {!current && (
          <MenuItem icon={LogIn} onSelect={onEnter}>
            {t('tenants.actions.enter')}
          </MenuItem>
        )}
        <MenuItem icon={Pencil} onSelect={() => setAsking('edit')}>
          {t('common.edit')}
        </MenuItem>
        {tenant.state === 'active' ? (
          <MenuItem icon={Pause} onSelect={() => setAsking('suspend')}>
            {t('tenants.actions.suspend')}
          </MenuItem>
        ) : (
          <MenuItem icon={Play} onSelect={() => put('active')}>
            {t('tenants.actions.resume')}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setAsking('delete')}>
          {t('common.delete')}
        </MenuItem>
      </Menu>
      {change.isError && asking === null && (
        <Dialog open onClose={change.reset} title={tenant.name}>
          <ErrorState error={change.error} />
        </Dialog>
      )}
      {asking === 'edit' && <EditTenantDialog tenant={tenant} onClose={close} />}
      <ConfirmDialog
        open={asking === 'suspend'}
        onClose={close}
        title={t('tenants.suspend.title', { name: tenant.name })}
        action={t('tenants.actions.suspend')}
        busy={change.isPending}
        error={change.isError && <ErrorState error={change.error} />}
        onConfirm={() => put('suspended')}
      >
        <p>{t('tenants.suspend.text')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'delete'}
        onClose={close}
        title={t('tenants.delete.title', { name: tenant.name })}
        action={t('common.delete')}
        name={tenant.name}
        busy={remove.isPending}
        error={remove.isError && <ErrorState error={remove.error} />}
        onConfirm={() =>
          remove.mutate(
            { id: tenant.id, name: tenant.name },
            {
              onSuccess: () => {
                toast(t('tenants.actions.deleted', { name: tenant.name }))
                onDeleted()
              },
            },
          )
        }
      >
        <p>{t('tenants.delete.text')}</p>
      </ConfirmDialog>
    </>
  )
}
