import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { device as oneDevice } from '@/api/queries/devices'
import type { Device } from '@/api/types'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/Code'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { AddDeviceForm } from './AddDeviceForm'
import { CloudCheckPanel } from './CloudCheckPanel'
import { LinkDialog } from './linking/LinkDialog'
import { PairingLinkDialog } from './linking/PairingLinkDialog'
import { SignupDialog } from './meta/SignupDialog'
import { NameForm } from './NameForm'
import { type Way, WayChoice } from './WayChoice'

type Added = { device: Device; verifyToken: string }

/** First how the number is connected, then what that way needs, then how it went. */
export function AddDeviceDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [way, setWay] = useState<Way | null>(null)
  const [added, setAdded] = useState<Added | null>(null)
  const see = (device: Device) => void navigate({ to: '/devices/$deviceId', params: { deviceId: device.id } })
  const back = () => setWay(null)

  if (way === null) {
    return (
      <Dialog
        open
        onClose={onClose}
        title={t('devices.ways.title')}
        description={t('devices.ways.text')}
        wide
      >
        <WayChoice onChoose={setWay} />
      </Dialog>
    )
  }
  if (way === 'signup') return <SignupDialog onBack={back} onClose={onClose} />
  if (way === 'cloud' && !added) {
    return (
      <Dialog
        open
        keepOpen
        onClose={onClose}
        title={t('devices.form.title')}
        description={t('devices.form.text')}
        wide
      >
        <AddDeviceForm onCancel={back} onAdded={(device, verifyToken) => setAdded({ device, verifyToken })} />
      </Dialog>
    )
  }
  if (way === 'cloud' && added) {
    return <CloudAdded {...added} onClose={onClose} onSee={() => see(added.device)} />
  }
  if (!added) {
    return (
      <Dialog open keepOpen onClose={onClose} title={t(`devices.ways.${way}.title`)}>
        <NameForm onCancel={back} onAdded={(device) => setAdded({ device, verifyToken: '' })} />
      </Dialog>
    )
  }
  if (way === 'link') return <PairingLinkDialog device={added.device} onClose={() => see(added.device)} />
  return (
    <LinkDialog
      device={added.device}
      first={way === 'code' ? 'code' : 'qr'}
      onClose={onClose}
      onSee={() => see(added.device)}
    />
  )
}

function CloudAdded({
  device,
  verifyToken,
  onClose,
  onSee,
}: Added & { onClose: () => void; onSee: () => void }) {
  const { t } = useTranslation()
  const current = useQuery({ ...oneDevice(device.id), initialData: device }).data
  return (
    <Dialog open keepOpen onClose={onClose} title={t('devices.added.title')} wide>
      <div className="grid gap-4">
        <p className="text-sm text-ink-soft">{t('devices.added.text')}</p>
        {current.cloud && <CopyField label={t('devices.webhook.url')} value={current.cloud.webhookUrl} />}
        {verifyToken && <CopyField label={t('devices.webhook.verifyToken')} value={verifyToken} />}
        <CloudCheckPanel device={current} atOnce />
        <DialogActions>
          <Button variant="primary" onClick={onSee}>
            {t('devices.added.open')}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}
