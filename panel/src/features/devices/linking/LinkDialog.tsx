import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { device as oneDevice, useDeviceAction } from '@/api/queries/devices'
import { qr, usePairingCode } from '@/api/queries/linking'
import type { Device } from '@/api/types'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { LinkPanel } from './LinkPanel'
import { needsConnect, stageOf } from './stage'

type Props = { device: Device; first?: 'qr' | 'code'; onClose: () => void; onSee?: () => void }

/** Links a phone to a number of WhatsApp Web. The code renews itself; the dialog follows the number's state. */
export function LinkDialog({ device, first, onClose, onSee }: Props) {
  const { t } = useTranslation()
  const current = useQuery({ ...oneDevice(device.id), initialData: device }).data
  const act = useDeviceAction()
  const code = usePairingCode(device.id)
  const waits = stageOf(current.state) === 'scan' || stageOf(current.state) === 'code'
  const scan = useQuery({ ...qr(device.id), enabled: stageOf(current.state) === 'scan' })
  const { mutate } = act
  const begun = useRef(false)
  useEffect(() => {
    if (begun.current) return
    begun.current = true
    if (needsConnect(device.state)) mutate({ id: device.id, action: 'connect' })
  }, [device, mutate])
  return (
    <Dialog
      open
      keepOpen
      wide
      onClose={onClose}
      title={t('linking.title', { name: device.name })}
      description={t('linking.unofficial')}
    >
      <LinkPanel
        first={first}
        linking={{
          // What was asked for is on its way, even if the number does not show it yet.
          state: act.isPending && needsConnect(current.state) ? 'CONNECTING' : current.state,
          stateDetail: current.stateDetail,
          qr: stageOf(current.state) === 'scan' ? (scan.data ?? null) : null,
          code: waits ? (code.data ?? null) : null,
        }}
        busy={act.isPending || code.isPending}
        error={act.error ?? code.error}
        onCode={(phone) => code.mutate(phone)}
        onConnect={() => {
          code.reset()
          mutate({ id: device.id, action: 'connect' })
        }}
        done={
          <>
            <p className="text-sm text-ink-soft tabular-nums">{current.phone}</p>
            <p className="max-w-md text-sm text-ink-soft">{t('linking.done.text')}</p>
            <div className="mt-2 flex gap-2">
              {onSee && <Button onClick={onSee}>{t('linking.done.see')}</Button>}
              <Button variant="primary" onClick={onClose}>
                {t('common.done')}
              </Button>
            </div>
          </>
        }
      />
    </Dialog>
  )
}
