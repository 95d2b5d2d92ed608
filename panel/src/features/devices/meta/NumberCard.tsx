import { Link } from '@tanstack/react-router'
import { Wrench } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMendConnection } from '@/api/queries/connection'
import type { DeviceState, WhatsAppNumber } from '@/api/types'
import { Button } from '@/ui/Button'
import { DevicePill } from '@/ui/DevicePill'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { Section } from '@/ui/Card'
import { Time } from '@/ui/Time'
import { Finding } from './Finding'
import { isFinding } from './findings'

type Props = { number: WhatsAppNumber; mayManage: boolean }

/** What was found about one number, the wrong first, and one button for all that the hub can mend by itself. */
export function NumberCard({ number, mayManage }: Props) {
  const { t } = useTranslation()
  const mend = useMendConnection()
  const [pin, setPin] = useState('')
  const [faulty, setFaulty] = useState(false)
  const findings = [...number.findings].sort((a, b) => Number(a.ok ?? true) - Number(b.ok ?? true))
  const mendable = findings.some((finding) => finding.ok === false && finding.mendable)
  const needsPin = findings.some((finding) => finding.code === 'not-registered')
  const mended = mend.data?.mended.filter(({ deviceId }) => deviceId === number.deviceId) ?? []
  function run(event: FormEvent) {
    event.preventDefault()
    const wrong = needsPin && pin !== '' && !/^\d{6}$/.test(pin)
    setFaulty(wrong)
    if (!wrong) mend.mutate({ deviceId: number.deviceId, ...(pin && { pin }) })
  }
  return (
    <Section
      title={number.name}
      hint={number.phone ?? number.phoneNumberId}
      actions={<DevicePill state={number.state as DeviceState} />}
    >
      <div className="grid gap-4">
        {findings.length === 0 ? (
          <p className="text-sm text-ink-soft">{t('connection.notChecked')}</p>
        ) : (
          <ul className="grid gap-3">
            {findings.map((finding) => (
              <Finding key={`${finding.field}-${finding.code}`} {...finding} />
            ))}
          </ul>
        )}
        {mended.map(({ code, ok, detail }) => (
          <Notice
            key={code}
            tone={ok ? 'ok' : 'warn'}
            title={ok ? t('connection.mended') : t('connection.notMended')}
          >
            {isFinding(code) && <p>{t(`connection.findings.${code}.title`)}</p>}
            {!ok && <p>{detail}</p>}
          </Notice>
        ))}
        {mend.isError && <ErrorState error={mend.error} />}
        {mayManage && mendable && (
          <form noValidate className="grid gap-3" onSubmit={run}>
            {needsPin && (
              <Field
                label={t('connection.pin')}
                optional={t('common.optional')}
                hint={t('connection.pinHint')}
                error={faulty ? t('connection.pinInvalid') : undefined}
              >
                {(control) => (
                  <Input
                    {...control}
                    className="w-32"
                    inputMode="numeric"
                    maxLength={6}
                    autoComplete="off"
                    value={pin}
                    onChange={(event) => setPin(event.target.value)}
                  />
                )}
              </Field>
            )}
            <div>
              <Button
                type="submit"
                variant="primary"
                busy={mend.isPending}
                icon={<Wrench aria-hidden className="size-4" />}
              >
                {t('connection.mend')}
              </Button>
            </div>
          </form>
        )}
        <p className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-faint">
          <span>
            {t('devices.check.last')} <Time at={number.checkedAt} as="relative" />
          </span>
          {number.tokenExpiresAt && (
            <span>
              {t('connection.tokenEnds')} <Time at={number.tokenExpiresAt} as="full" />
            </span>
          )}
          <Link
            to="/devices/$deviceId"
            params={{ deviceId: number.deviceId }}
            className="text-accent-text underline"
          >
            {t('devices.added.open')}
          </Link>
        </p>
      </div>
    </Section>
  )
}
