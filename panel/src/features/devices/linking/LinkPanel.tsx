import { CircleCheck, LoaderCircle, QrCode as QrIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceState, PairingCode, QrCode, StateDetail } from '@/api/types'
import { useCause } from '@/i18n/causes'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { Tabs } from '@/ui/Tabs'
import { CodeView } from './CodeView'
import { ScanView } from './ScanView'
import { stageOf } from './stage'
import { Steps } from './Steps'

export type Linking = {
  state: DeviceState
  stateDetail: StateDetail | null
  qr: QrCode | null
  code: PairingCode | null
}

type Props = {
  linking: Linking
  first?: 'qr' | 'code'
  busy: boolean
  error: unknown
  onCode: (phone: string) => void
  onConnect: () => void
  /** What stands below "connected". */
  done: ReactNode
}

/** Linking a phone, from the first code to "connected", as the number's state moves; for people with and without an account. */
export function LinkPanel({ linking, first = 'qr', busy, error, onCode, onConnect, done }: Props) {
  const { t } = useTranslation()
  const [way, setWay] = useState(first)
  const stage = stageOf(linking.state)
  return (
    <div aria-live="polite" className="grid min-h-72 content-start gap-4">
      {error != null && <ErrorState error={error} />}
      {(stage === 'scan' || stage === 'code' || stage === 'preparing') && (
        <Tabs
          label={t('linking.ways')}
          value={way}
          onChange={setWay}
          tabs={[
            { id: 'qr', label: t('linking.byQr'), content: <ScanView code={linking.qr} /> },
            {
              id: 'code',
              label: t('linking.byCode'),
              content: <CodeView code={linking.code} busy={busy} onAsk={onCode} />,
            },
          ]}
        />
      )}
      {stage === 'passkey' && <Passkey detail={linking.stateDetail} busy={busy} onConnect={onConnect} />}
      {stage === 'syncing' && (
        <Standing icon={<LoaderCircle aria-hidden className="size-7 animate-spin text-info-text" />}>
          <p className="text-base font-semibold text-ink">{t('linking.syncing.title')}</p>
          <p className="text-sm text-ink-soft">{t('linking.syncing.text')}</p>
        </Standing>
      )}
      {stage === 'done' && (
        <Standing icon={<CircleCheck aria-hidden className="size-8 text-ok-text" />}>
          <p className="text-lg font-semibold text-ink">{t('linking.done.title')}</p>
          {done}
        </Standing>
      )}
      {stage === 'stopped' && <Stopped linking={linking} busy={busy} onConnect={onConnect} />}
    </div>
  )
}

function Standing({ icon, children }: { icon: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-h-72 place-items-center content-center gap-2 text-center">
      {icon}
      {children}
    </div>
  )
}

type AgainProps = { busy: boolean; onConnect: () => void }

function Passkey({ detail, busy, onConnect }: AgainProps & { detail: StateDetail | null }) {
  const { t } = useTranslation()
  return (
    <div className="grid gap-4">
      <Notice tone="warn" title={t('linking.passkey.title')}>
        {detail && t('linking.passkey.text')}
      </Notice>
      <Steps
        steps={[
          t('linking.passkey.open'),
          t('linking.passkey.remove'),
          t('linking.passkey.link'),
          t('linking.passkey.back'),
        ]}
      />
      <div>
        <Button variant="primary" busy={busy} onClick={onConnect}>
          {t('linking.passkey.again')}
        </Button>
      </div>
    </div>
  )
}

function Stopped({ linking, busy, onConnect }: AgainProps & { linking: Linking }) {
  const { t } = useTranslation()
  const cause = useCause()
  const { state, stateDetail } = linking
  const text =
    state === 'LOGGED_OUT'
      ? t('linking.stopped.loggedOut')
      : state === 'OFFLINE'
        ? t('linking.stopped.offline')
        : state === 'ERROR' && stateDetail
          ? cause(stateDetail.code, stateDetail.message)
          : t('linking.stopped.created')
  return (
    <Standing icon={<QrIcon aria-hidden className="size-7 text-ink-faint" />}>
      <p className="text-base font-semibold text-ink">{t('linking.stopped.title')}</p>
      <p className="max-w-md text-sm text-ink-soft">{text}</p>
      <Button variant="primary" className="mt-2" busy={busy} onClick={onConnect}>
        {t('linking.stopped.again')}
      </Button>
    </Standing>
  )
}
