import { useNavigate } from '@tanstack/react-router'
import { EllipsisVertical, History, KeyRound, Pencil, Power, PowerOff, Send, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  useChangeEndpoint,
  useDeleteEndpoint,
  useEnableEndpoint,
  useTestEndpoint,
} from '@/api/queries/endpoints'
import type { Endpoint } from '@/api/types'
import { Button, IconButton } from '@/ui/Button'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorState } from '@/ui/ErrorState'
import { Menu, MenuItem, MenuSeparator } from '@/ui/Menu'
import { toast } from '@/ui/toast'
import { EditEndpointDialog } from './EditEndpointDialog'
import { ReplayDialog } from './ReplayDialog'
import { RotateSecretDialog } from './RotateSecretDialog'

type Asking = 'edit' | 'rotate' | 'replay' | 'disable' | 'delete' | null

export function EndpointActions({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const test = useTestEndpoint(endpoint.id)
  const enable = useEnableEndpoint(endpoint.id)
  const change = useChangeEndpoint(endpoint.id)
  const remove = useDeleteEndpoint(endpoint.id)
  const [asking, setAsking] = useState<Asking>(null)
  const close = () => setAsking(null)
  const enabled = endpoint.state === 'enabled'
  const error = test.error ?? enable.error
  return (
    <>
      {error && (
        <div className="w-full max-w-md">
          <ErrorState error={error} />
        </div>
      )}
      {enabled ? (
        <Button
          busy={test.isPending}
          icon={<Send aria-hidden className="size-4" />}
          onClick={() =>
            test.mutate(undefined, {
              onSuccess: ({ deliveryId }) => {
                toast(t('webhooks.actions.testSent'))
                void navigate({ to: '/deliveries', search: { endpointId: endpoint.id, open: deliveryId } })
              },
            })
          }
        >
          {t('webhooks.actions.test')}
        </Button>
      ) : (
        <Button
          variant="primary"
          busy={enable.isPending}
          icon={<Power aria-hidden className="size-4" />}
          onClick={() => enable.mutate(undefined, { onSuccess: () => toast(t('webhooks.actions.enabled')) })}
        >
          {t('webhooks.actions.enable')}
        </Button>
      )}
      <Button onClick={() => setAsking('replay')} icon={<History aria-hidden className="size-4" />}>
        {t('webhooks.actions.replay')}
      </Button>
      <Menu
        label={t('common.more')}
        trigger={
          <IconButton label={t('common.more')} variant="secondary">
            <EllipsisVertical aria-hidden className="size-4" />
          </IconButton>
        }
      >
        <MenuItem icon={Pencil} onSelect={() => setAsking('edit')}>
          {t('webhooks.actions.edit')}
        </MenuItem>
        <MenuItem icon={KeyRound} onSelect={() => setAsking('rotate')}>
          {t('webhooks.actions.rotate')}
        </MenuItem>
        {enabled && (
          <MenuItem icon={PowerOff} onSelect={() => setAsking('disable')}>
            {t('webhooks.actions.disable')}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onSelect={() => setAsking('delete')}>
          {t('webhooks.actions.delete')}
        </MenuItem>
      </Menu>
      {asking === 'edit' && <EditEndpointDialog endpoint={endpoint} onClose={close} />}
      {asking === 'rotate' && <RotateSecretDialog endpoint={endpoint} onClose={close} />}
      {asking === 'replay' && <ReplayDialog endpoint={endpoint} onClose={close} />}
      <ConfirmDialog
        open={asking === 'disable'}
        onClose={close}
        title={t('webhooks.disable.title')}
        action={t('webhooks.actions.disable')}
        busy={change.isPending}
        error={change.isError && <ErrorState error={change.error} />}
        onConfirm={() =>
          change.mutate(
            { state: 'disabled' },
            {
              onSuccess: () => {
                close()
                toast(t('webhooks.actions.disabled'))
              },
            },
          )
        }
      >
        <p>{t('webhooks.disable.text')}</p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asking === 'delete'}
        onClose={close}
        title={t('webhooks.delete.title')}
        action={t('common.delete')}
        busy={remove.isPending}
        error={remove.isError && <ErrorState error={remove.error} />}
        onConfirm={() =>
          remove.mutate(undefined, {
            onSuccess: () => {
              toast(t('webhooks.actions.deleted'))
              void navigate({ to: '/webhooks' })
            },
          })
        }
      >
        <p>{t('webhooks.delete.text')}</p>
      </ConfirmDialog>
    </>
  )
}
