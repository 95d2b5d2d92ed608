import { useNavigate } from '@tanstack/react-router'
import { EllipsisVertical, Pause, Pencil, Play, Plug, Trash2, Unplug } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type DeviceAction, useDeleteDevice, useDeviceAction } from '@/api/queries/devices'
import type { Device } from '@/api/types'
import { Button, IconButton } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorState } from '@/ui/ErrorState'
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu'
import { toast } from '@/ui/toast'
import { EditDeviceDialog } from './EditDeviceDialog'

/** Pausing, disconnecting and deleting are three different things, and look it. */
export function DeviceActions({ device }: { device: Device }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const act = useDeviceAction()
  const remove = useDeleteDevice()
  const [asking, setAsking] = useState<'disconnect' | 'delete' | 'edit' | null>(null)
  const run = (action: DeviceAction) =>
    act.mutate(
      { id: device.id, action },
      {
        onSuccess: () => {
          setAsking(null)
          toast(t(`devices.actions.done.${action}`))
        },
      },
    )
  const running = act.isPending ? act.variables.action : null
  const off = device.state === 'OFFLINE' || device.state === 'CREATED' || device.state === 'ERROR'
  return (
    <>
      {act.isError && asking === null && (
        <div className="w-full max-w-md">
          <ErrorState error={act.error} />
        </div>
      )}
      {device.paused ? (
        <Button
          onClick={() => run('activate')}
          busy={running === 'activate'}
          icon={<Play aria-hidden className="size-4" />}
        >
          {t('devices.actions.activate')}
        </Button>
      ) : (
        <Button
          onClick={() => run('pause')}
          busy={running === 'pause'}
          icon={<Pause aria-hidden className="size-4" />}
        >
          {t('devices.actions.pause')}
        </Button>
      )}
      {off && (
        <Button
          onClick={() => run('connect')}
          busy={running === 'connect'}
          icon={<Plug aria-hidden className="size-4" />}
        >
          {t('devices.actions.connect')}
        </Button>
      )}
      <Menu
        label={t('common.more')}
        trigger={
          <IconButton label={t('common.more')} variant="secondary">
            <EllipsisVertical aria-hidden className="size-4" />
          </IconButton>
        }
      >
        <MenuItem icon={Pencil} onSelect={() => setAsking('edit')}>
          {t('devices.actions.edit')}
        </MenuItem>
        {!off && (
          <MenuItem icon={Unplug} onSelect={() => setAsking('disconnect')}>
            {t('devices.actions.disconnect')}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setAsking('delete')}>
          {t('devices.actions.delete')}
        </MenuItem>
      </Menu>
      {asking === 'edit' && <EditDeviceDialog device={device} onClose={() => setAsking(null)} />}
      <ConfirmDialog
        open={asking === 'disconnect'}
        onClose={() => setAsking(null)}
        title={t('devices.disconnect.title', { name: device.name })}
        action={t('devices.actions.disconnect')}
        onConfirm={() => run('disconnect')}
        busy={running === 'disconnect'}
        error={act.isError && <ErrorState error={act.error} />}
      >
        <p>{t('devices.disconnect.text')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'delete'}
        onClose={() => setAsking(null)}
        title={t('devices.delete.title', { name: device.name })}
        action={t('common.delete')}
        name={device.name}
        busy={remove.isPending}
        error={remove.isError && <ErrorState error={remove.error} />}
        onConfirm={() =>
          remove.mutate(
            { id: device.id, name: device.name },
            {
              onSuccess: () => {
                toast(t('devices.actions.deleted', { name: device.name }))
                void navigate({ to: '/devices' })
              },
            },
          )
        }
      >
        <p>{t('devices.delete.text')}</p>
        <p>{t('devices.delete.instead')}</p>
      </ConfirmDialog>
    </>
  )
}
