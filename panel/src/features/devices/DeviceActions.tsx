import { useNavigate } from '@tanstack/react-router'
import {
  EllipsisVertical,
  Link2,
  Pause,
  Pencil,
  Play,
  Plug,
  QrCode,
  Trash2,
  Unlink,
  Unplug,
} from 'lucide-react'
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
import { LinkDialog } from './linking/LinkDialog'
import { PairingLinkDialog } from './linking/PairingLinkDialog'
import { isLinkable } from './linking/stage'

type Asking = 'disconnect' | 'unlink' | 'delete' | 'edit' | 'link' | 'pairingLink'

/** Pausing, disconnecting, unlinking and deleting are four different things, and look it. */
export function DeviceActions({ device }: { device: Device }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const act = useDeviceAction()
  const remove = useDeleteDevice()
  const [asking, setAsking] = useState<Asking | null>(null)
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
  const web = device.transport === 'WEB'
  const linkable = web && isLinkable(device.state)
  const off =
    device.state === 'OFFLINE' ||
    device.state === 'ERROR' ||
    (device.state === 'CREATED' && !web) ||
    (device.state === 'LOGGED_OUT' && !web)
  const linked = web && (device.state === 'ONLINE' || device.state === 'PAUSED')
  return (
    <>
      {act.isError && asking === null && (
        <div className="w-full max-w-md">
          <ErrorState error={act.error} />
        </div>
      )}
      {linkable && (
        <Button
          variant="primary"
          onClick={() => setAsking('link')}
          icon={<QrCode aria-hidden className="size-4" />}
        >
          {t('devices.actions.link')}
        </Button>
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
        {linkable && (
          <MenuItem icon={Link2} onSelect={() => setAsking('pairingLink')}>
            {t('linking.link.action')}
          </MenuItem>
        )}
        {!off && !linkable && (
          <MenuItem icon={Unplug} onSelect={() => setAsking('disconnect')}>
            {t('devices.actions.disconnect')}
          </MenuItem>
        )}
        {linked && (
          <MenuItem icon={Unlink} onSelect={() => setAsking('unlink')}>
            {t('devices.actions.unlink')}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setAsking('delete')}>
          {t('devices.actions.delete')}
        </MenuItem>
      </Menu>
      {asking === 'edit' && <EditDeviceDialog device={device} onClose={() => setAsking(null)} />}
      {asking === 'link' && <LinkDialog device={device} onClose={() => setAsking(null)} />}
      {asking === 'pairingLink' && <PairingLinkDialog device={device} onClose={() => setAsking(null)} />}
      <ConfirmDialog
        open={asking === 'unlink'}
        onClose={() => setAsking(null)}
        title={t('devices.unlink.title', { name: device.name })}
        action={t('devices.actions.unlink')}
        onConfirm={() => run('logout')}
        busy={running === 'logout'}
        error={act.isError && <ErrorState error={act.error} />}
      >
        <p>{t('devices.unlink.text')}</p>
        <p>{t('devices.unlink.instead')}</p>
      </ConfirmDialog>
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
