import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { alertSettings, useChangeAlertSettings } from '@/api/queries/alerts'
import type { AlertSettings } from '@/api/types'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Textarea } from '@/ui/Input'
import { Notice } from '@/ui/Notice'
import { SkeletonLines } from '@/ui/Skeleton'
import { toast } from '@/ui/toast'

/** Who is told of what, and after how long. */
export function AlertSettingsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const settings = useQuery(alertSettings())
  return (
    <Dialog open keepOpen wide onClose={onClose} title={t('alerts.settings.title')}>
      {settings.isPending && <SkeletonLines lines={8} />}
      {settings.isError && <ErrorState error={settings.error} onRetry={() => void settings.refetch()} />}
      {settings.data && <Form settings={settings.data} onClose={onClose} />}
    </Dialog>
  )
}

type Rules = AlertSettings['rules']
const NUMBERS = {
  deviceOffline: 'afterMinutes',
  deviceNeedsPerson: 'afterMinutes',
  endpointFailing: 'afterMinutes',
  endpointDisabled: null,
  quotaNear: 'percent',
  tokenDying: 'days',
  templateRejected: null,
} as const satisfies Record<keyof Rules, 'afterMinutes' | 'percent' | 'days' | null>
const LIMITS = { afterMinutes: [0, 1440], percent: [1, 100], days: [1, 60] } as const

function Form({ settings, onClose }: { settings: AlertSettings; onClose: () => void }) {
  const { t } = useTranslation()
  const change = useChangeAlertSettings()
  const [emails, setEmails] = useState(settings.emails.join('\n'))
  const [rules, setRules] = useState<Rules>(settings.rules)
  const set = (kind: keyof Rules, changed: object) =>
    setRules({ ...rules, [kind]: { ...rules[kind], ...changed } } as Rules)
  function submit(event: FormEvent) {
    event.preventDefault()
    const list = [...new Set(emails.split(/[\s,;]+/).filter(Boolean))]
    change.mutate(
      { emails: list, rules },
      {
        onSuccess: () => {
          toast(t('alerts.settings.saved'))
          onClose()
        },
      },
    )
  }
  return (
    <form noValidate className="grid gap-5" onSubmit={submit}>
      <Field label={t('alerts.settings.emails')} hint={t('alerts.settings.emailsHint')}>
        {(control) => (
          <Textarea
            {...control}
            value={emails}
            spellCheck={false}
            onChange={(event) => setEmails(event.target.value)}
          />
        )}
      </Field>
      {!settings.mailReady && <Notice tone="info">{t('alerts.settings.noMail')}</Notice>}
      <fieldset className="grid gap-3">
        <legend className="mb-1 text-sm font-medium text-ink">{t('alerts.settings.rules')}</legend>
        {(Object.keys(NUMBERS) as (keyof Rules)[]).map((kind) => {
          const number = NUMBERS[kind]
          const rule = rules[kind] as { enabled: boolean } & Record<string, number>
          return (
            <div key={kind} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
              <Checkbox
                label={t(`alerts.kinds.${kind}`)}
                checked={rule.enabled}
                onChange={(enabled) => set(kind, { enabled })}
              />
              {number && (
                <label className="flex items-center justify-between gap-2 text-xs text-ink-soft max-sm:w-full max-sm:pl-6">
                  {t(`alerts.settings.${number}`)}
                  <Input
                    type="number"
                    className="w-20"
                    min={LIMITS[number][0]}
                    max={LIMITS[number][1]}
                    disabled={!rule.enabled}
                    value={rule[number]}
                    onChange={(event) => set(kind, { [number]: Number(event.target.value) })}
                  />
                </label>
              )}
            </div>
          )
        })}
      </fieldset>
      {change.isError && <ErrorState error={change.error} />}
      <DialogActions>
        <Button onClick={onClose}>{t('common.cancel')}</Button>
        <Button type="submit" variant="primary" busy={change.isPending}>
          {t('common.save')}
        </Button>
      </DialogActions>
    </form>
  )
}
