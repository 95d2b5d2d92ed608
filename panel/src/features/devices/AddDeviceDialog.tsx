import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from '@/api/types'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/Code'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { AddDeviceForm } from './AddDeviceForm'
import { CloudCheckPanel } from './CloudCheckPanel'

type Added = { device: Device; verifyToken: string }

/** First the credentials, then what is right and wrong with them and what is left to do at Meta. */
export function AddDeviceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [added, setAdded] = useState<Added | null>(null)
  if (!added) {
    return (
      <Dialog
        open
        keepOpen
        onClose={onClose}
        title={t('devices.form.title')}
        description={t('devices.form.text')}
        wide
      >
        <AddDeviceForm
          onCancel={onClose}
          onAdded={(device, verifyToken) => setAdded({ device, verifyToken })}
        />
      </Dialog>
    )
  }
  const { device, verifyToken } = added
  return (
    <Dialog open keepOpen onClose={onClose} title={t('devices.added.title')} wide>
      <div className="grid gap-4">
        <p className="text-sm text-ink-soft">{t('devices.added.text')}</p>
        {device.cloud && <CopyField label={t('devices.webhook.url')} value={device.cloud.webhookUrl} />}
        {verifyToken && <CopyField label={t('devices.webhook.verifyToken')} value={verifyToken} />}
        <CloudCheckPanel device={device} atOnce />
        <DialogActions>
          <Button
            variant="primary"
            onClick={() => void navigate({ to: '/devices/$deviceId', params: { deviceId: device.id } })}
          >
            {t('devices.added.open')}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}
