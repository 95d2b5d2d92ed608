import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePairingLink } from '@/api/queries/linking'
import type { Device } from '@/api/types'
import { formatDateTime } from '@/lib/format'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/Code'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Select } from '@/ui/Input'

const LIFETIMES = [60, 1440, 10080] as const

/** A link for whoever holds the phone and has no account here. It is shown once. */
export function PairingLinkDialog({ device, onClose }: { device: Device; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const make = usePairingLink(device.id)
  const [minutes, setMinutes] = useState('1440')
  return (
    <Dialog open keepOpen onClose={onClose} title={t('linking.link.title')} description={device.name}>
      {make.data ? (
        <div className="grid gap-4">
          <p className="text-sm text-ink-soft">
            {t('linking.link.made', { until: formatDateTime(make.data.expiresAt, i18n.language) })}
          </p>
          <CopyField label={t('linking.link.label')} value={make.data.url} />
          <DialogActions>
            <Button variant="primary" onClick={onClose}>
              {t('common.done')}
            </Button>
          </DialogActions>
        </div>
      ) : (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            make.mutate(Number(minutes))
          }}
        >
          <p className="text-sm text-ink-soft">{t('linking.link.text')}</p>
          <Field label={t('linking.link.lifetime')}>
            {(control) => (
              <Select {...control} value={minutes} onChange={(event) => setMinutes(event.target.value)}>
                {LIFETIMES.map((each) => (
                  <option key={each} value={each}>
                    {t(`linking.link.lifetimes.${each}`)}
                  </option>
                ))}
              </Select>
            )}
          </Field>
          {make.isError && <ErrorState error={make.error} />}
          <DialogActions>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="primary" busy={make.isPending}>
              {t('linking.link.make')}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  )
}
