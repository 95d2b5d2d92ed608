import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import { type Component, useTestTemplate } from '@/api/queries/templates'
import type { Template } from '@/api/types'
import { Button } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Select } from '@/ui/Input'
import { Notice } from '@/ui/Notice'

const E164 = /^\+[1-9]\d{7,14}$/

type Props = { template: Template; components: readonly Component[] | null }

/** Sends it to one number: a message like any other, which Meta may charge for. */
export function TestSend({ template, components }: Props) {
  const { t } = useTranslation()
  const numbers = useQuery(devices())
  const test = useTestTemplate(template.id)
  const [to, setTo] = useState('')
  const [deviceId, setDeviceId] = useState('')
  const [faulty, setFaulty] = useState(false)
  const able = (numbers.data ?? []).filter(
    ({ cloud }) => cloud?.businessAccountId === template.businessAccountId,
  )
  function send(event: FormEvent) {
    event.preventDefault()
    const bare = to.replace(/[\s().-]/g, '')
    setFaulty(!E164.test(bare))
    if (!E164.test(bare)) return
    test.mutate({
      to: bare,
      ...(deviceId && { deviceId }),
      ...(components && { components: [...components] }),
    })
  }
  if (!template.sendable) {
    return <p className="text-sm text-ink-soft">{t('templates.test.notNow', { status: template.status })}</p>
  }
  return (
    <form noValidate className="grid gap-3" onSubmit={send}>
      <Field
        label={t('templates.test.to')}
        hint={t('templates.test.toHint')}
        error={faulty ? t('devices.test.toInvalid') : undefined}
      >
        {(control) => (
          <Input
            {...control}
            type="tel"
            autoComplete="off"
            value={to}
            onChange={(event) => setTo(event.target.value)}
          />
        )}
      </Field>
      {able.length > 1 && (
        <Field label={t('templates.test.from')}>
          {(control) => (
            <Select {...control} value={deviceId} onChange={(event) => setDeviceId(event.target.value)}>
              <option value="">{t('templates.test.anyNumber')}</option>
              {able.map(({ id, name, phone }) => (
                <option key={id} value={id}>
                  {phone ? `${name} (${phone})` : name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
      <div>
        <Button type="submit" variant="primary" busy={test.isPending}>
          {t('templates.test.send')}
        </Button>
      </div>
      {test.isError && <ErrorState error={test.error} />}
      {test.data && (
        <Notice
          tone="ok"
          title={t('templates.test.sent')}
          action={
            <Link
              to="/messages"
              search={{ open: test.data.id }}
              className="text-sm text-accent-text underline"
            >
              {t('devices.test.seeMessage')}
            </Link>
          }
        />
      )}
    </form>
  )
}
