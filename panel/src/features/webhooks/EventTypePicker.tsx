import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { eventTypes } from '@/api/queries/endpoints'
import type { EventTypeInfo } from '@/api/types'
import { useFault } from '@/i18n/faults'
import { CodeBlock, Mono } from '@/ui/Code'
import { Checkbox } from '@/ui/Checkbox'
import { ErrorState } from '@/ui/ErrorState'
import { SkeletonLines } from '@/ui/Skeleton'
import { Tabs } from '@/ui/Tabs'
import { covers, families, toggle } from './filters'
import { useEventMeaning } from './useEventMeaning'

type Props = { value: string[]; onChange: (value: string[]) => void; error: string | undefined }

/** Events by name or by family, each with what it looks like on the wire. */
export function EventTypePicker({ value, onChange, error }: Props) {
  const fault = useFault()
  const { t } = useTranslation()
  const catalogue = useQuery(eventTypes())
  const everything = value.includes('*')
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-1 text-sm font-medium">{t('webhooks.form.events')}</legend>
      <Checkbox
        label={t('webhooks.form.everything')}
        checked={everything}
        onChange={(all) => onChange(all ? ['*'] : [])}
      />
      {!everything && catalogue.isPending && <SkeletonLines lines={6} />}
      {!everything && catalogue.isError && (
        <ErrorState error={catalogue.error} onRetry={() => void catalogue.refetch()} />
      )}
      {!everything && catalogue.data && (
        <div className="grid max-h-80 gap-3 overflow-y-auto rounded-md border p-3">
          {families(catalogue.data.map(({ type }) => type)).map(({ family, types }) => {
            const whole = value.includes(`${family}.*`)
            const some = types.some((type) => value.includes(type))
            return (
              <div key={family} className="grid gap-1">
                <Checkbox
                  label={t('webhooks.form.family', { family })}
                  checked={whole ? true : some ? 'indeterminate' : false}
                  onChange={(on) => onChange(toggle(value, `${family}.*`, on))}
                />
                {types.map((type) => (
                  <EventTypeChoice
                    key={type}
                    info={catalogue.data.find((info) => info.type === type)}
                    checked={covers(value, type)}
                    disabled={whole}
                    onChange={(on) => onChange(toggle(value, type, on))}
                  />
                ))}
              </div>
            )
          })}
        </div>
      )}
      {error && (
        <p role="alert" className="text-xs text-bad-text">
          {fault(error)}
        </p>
      )}
    </fieldset>
  )
}

type ChoiceProps = {
  info: EventTypeInfo | undefined
  checked: boolean
  disabled: boolean
  onChange: (on: boolean) => void
}

function EventTypeChoice({ info, checked, disabled, onChange }: ChoiceProps) {
  const { t } = useTranslation()
  const meaning = useEventMeaning()
  const [open, setOpen] = useState(false)
  const [tab, setTab] = useState<'example' | 'schema'>('example')
  if (!info) return null
  return (
    <div className="pl-6">
      <Checkbox
        label={<Mono>{info.type}</Mono>}
        hint={meaning(info)}
        checked={checked}
        disabled={disabled}
        onChange={onChange}
      />
      <details className="pl-6" onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary
          className="w-fit text-xs text-accent-text"
          aria-label={`${t('webhooks.form.catalogue')}: ${info.type}`}
        >
          {t('webhooks.form.catalogue')}
        </summary>
        {open && (
          <Tabs
            label={info.type}
            value={tab}
            onChange={setTab}
            tabs={[
              {
                id: 'example',
                label: t('webhooks.form.example'),
                content: (
                  <CodeBlock
                    label={t('webhooks.form.example')}
                    code={JSON.stringify(info.example, null, 2)}
                  />
                ),
              },
              {
                id: 'schema',
                label: t('webhooks.form.schema'),
                content: (
                  <CodeBlock label={t('webhooks.form.schema')} code={JSON.stringify(info.schema, null, 2)} />
                ),
              },
            ]}
          />
        )}
      </details>
    </div>
  )
}
