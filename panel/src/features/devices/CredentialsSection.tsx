import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Device } from '@/api/types'
import { Button } from '@/ui/Button'
import { Mono } from '@/ui/Code'
import { KeyValues } from '@/ui/KeyValues'
import { Pill } from '@/ui/Pill'
import { Section } from '@/ui/Card'
import { CredentialsDialog } from './CredentialsDialog'

type Props = { device: Device; cloud: NonNullable<Device['cloud']> }

/** Which secrets are stored; never the secrets. */
export function CredentialsSection({ device, cloud }: Props) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const stored = (set: boolean) => (
    <Pill tone={set ? 'ok' : 'idle'}>
      {set ? t('devices.credentials.set') : t('devices.credentials.unset')}
    </Pill>
  )
  return (
    <Section
      title={t('devices.credentials.title')}
      actions={
        <Button size="sm" onClick={() => setEditing(true)}>
          {t('devices.credentials.edit')}
        </Button>
      }
    >
      <KeyValues
        items={[
          [t('devices.form.phoneNumberId'), <Mono key="phone">{cloud.phoneNumberId}</Mono>],
          [t('devices.form.businessAccountId'), <Mono key="waba">{cloud.businessAccountId ?? '–'}</Mono>],
          [t('devices.form.accessToken'), stored(cloud.accessTokenSet)],
          [t('devices.form.appSecret'), stored(cloud.appSecretSet)],
          [t('devices.form.verifyToken'), stored(cloud.verifyTokenSet)],
        ]}
      />
      {editing && <CredentialsDialog device={device} cloud={cloud} onClose={() => setEditing(false)} />}
    </Section>
  )
}
