import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangePrivacy } from '@/api/queries/settings'
import type { Privacy, PrivacyChange } from '@/api/types'
import { problemOf } from '@/lib/problem'
import { Button } from '@/ui/Button'
import { Section } from '@/ui/Card'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { toast } from '@/ui/toast'
import { daysOf, shorter, wordsOf } from './privacy'

const KINDS = ['messages', 'media', 'events'] as const

/** How long things are kept and which words end advertising. Keeping less is asked about first: what goes is gone. */
export function PrivacyForm({ rules }: { rules: Privacy }) {
  const { t } = useTranslation()
  const change = useChangePrivacy()
  const [days, setDays] = useState(() => ({
    messages: String(rules.retentionDays.messages ?? ''),
    media: String(rules.retentionDays.media ?? ''),
    events: String(rules.retentionDays.events ?? ''),
  }))
  const [out, setOut] = useState(rules.optOutWords.join(', '))
  const [back, setBack] = useState(rules.optInWords.join(', '))
  const [asking, setAsking] = useState<PrivacyChange | null>(null)
  const problems = change.isError ? problemOf(change.error).fields : []
  const said = (field: string) => problems.find((one) => one.field.startsWith(field))?.message
  const invalid = KINDS.filter((kind) => daysOf(days[kind]) === undefined)
  function save(body: PrivacyChange) {
    change.mutate(body, {
      onSuccess: () => toast(t('settings.saved')),
      onSettled: () => setAsking(null),
    })
  }
  function submit(event: FormEvent) {
    event.preventDefault()
    if (invalid.length > 0) return
    const retentionDays = {
      messages: daysOf(days.messages) ?? null,
      media: daysOf(days.media) ?? null,
      events: daysOf(days.events) ?? null,
    }
    const body = { retentionDays, optOutWords: wordsOf(out), optInWords: wordsOf(back) }
    if (shorter(rules.retentionDays, retentionDays)) setAsking(body)
    else save(body)
  }
  return (
    <Section title={t('settings.privacy.title')} hint={t('settings.privacy.hint')}>
      <form noValidate className="grid gap-5" onSubmit={submit}>
        <fieldset className="grid gap-4 sm:grid-cols-3">
          <legend className="mb-2 text-sm font-medium text-ink">{t('settings.privacy.keep')}</legend>
          {KINDS.map((kind) => (
            <Field
              key={kind}
              label={t(`settings.privacy.kinds.${kind}`)}
              hint={t(`settings.privacy.hints.${kind}`)}
              error={invalid.includes(kind) ? t('settings.privacy.notDays') : said(`retentionDays.${kind}`)}
            >
              {(control) => (
                <Input
                  {...control}
                  value={days[kind]}
                  inputMode="numeric"
                  autoComplete="off"
                  placeholder={t('settings.privacy.forEver')}
                  onChange={(event) => setDays({ ...days, [kind]: event.target.value })}
                />
              )}
            </Field>
          ))}
        </fieldset>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label={t('settings.privacy.out')}
            hint={t('settings.privacy.outHint')}
            error={said('optOutWords')}
          >
            {(control) => <Input {...control} value={out} onChange={(event) => setOut(event.target.value)} />}
          </Field>
          <Field
            label={t('settings.privacy.back')}
            hint={t('settings.privacy.backHint')}
            error={said('optInWords')}
          >
            {(control) => (
              <Input {...control} value={back} onChange={(event) => setBack(event.target.value)} />
            )}
          </Field>
        </div>
        {change.isError && problems.length === 0 && <ErrorState error={change.error} />}
        <Button
          type="submit"
          variant="primary"
          className="justify-self-start"
          busy={change.isPending}
          disabled={invalid.length > 0}
        >
          {t('common.save')}
        </Button>
      </form>
      <ConfirmDialog
        open={asking !== null}
        onClose={() => setAsking(null)}
        title={t('settings.privacy.ask')}
        action={t('settings.privacy.shorten')}
        busy={change.isPending}
        onConfirm={() => asking && save(asking)}
      >
        <p>{t('settings.privacy.text')}</p>
      </ConfirmDialog>
    </Section>
  )
}
