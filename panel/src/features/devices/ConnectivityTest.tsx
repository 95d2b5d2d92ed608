import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDeviceTest } from '@/api/queries/devices'
import type { Device, DeviceTestRequest } from '@/api/types'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Step } from './Step'
import { WatchedSteps } from './WatchedSteps'

const E164 = /^\+[1-9]\d{7,14}$/

export function ConnectivityTest({ device }: { device: Device }) {
  const { t } = useTranslation()
  const test = useDeviceTest(device.id)
  const [to, setTo] = useState('')
  const [wait, setWait] = useState(false)
  const [faulty, setFaulty] = useState(false)
  const asked = test.variables
  const bare = to.replace(/[\s().-]/g, '')
  function run() {
    const wrong = bare !== '' && !E164.test(bare)
    setFaulty(wrong)
    if (wrong) return
    const request: DeviceTestRequest = bare ? { to: bare, ...(wait && { waitForReplySeconds: 60 }) } : {}
    test.mutate(request)
  }
  return (
    <form
      className="grid gap-3"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        run()
      }}
    >
      <Field
        label={t('devices.test.to')}
        optional={t('common.optional')}
        hint={t(`devices.test.toHint.${device.transport}`)}
        error={faulty ? t('devices.test.toInvalid') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="tel"
            value={to}
            onChange={(event) => setTo(event.target.value)}
            autoComplete="off"
          />
        )}
      </Field>
      {bare && <Checkbox label={t('devices.test.wait')} checked={wait} onChange={setWait} />}
      <div>
        <Button type="submit" variant="primary" busy={test.isPending}>
          {test.isPending ? t('devices.test.running') : t('devices.test.run')}
        </Button>
      </div>
      {test.isError && <ErrorState error={test.error} />}
      {test.isPending && asked && (
        <WatchedSteps device={device} request={asked} startedAt={test.submittedAt} />
      )}
      {test.data && (
        <>
          <ul className="grid gap-2" aria-live="polite">
            <Step label={t(`devices.test.online.${device.transport}`)} step={test.data.online} />
            <Step label={t('devices.test.steps.accepted')} step={test.data.accepted} />
            <Step label={t('devices.test.steps.delivered')} step={test.data.delivered} />
            <Step label={t('devices.test.steps.answered')} step={test.data.answered} />
          </ul>
          {test.data.messageId && (
            <Link
              to="/messages"
              search={{ open: test.data.messageId }}
              className="text-sm text-accent-text underline"
            >
              {t('devices.test.seeMessage')}
            </Link>
          )}
        </>
      )}
    </form>
  )
}
