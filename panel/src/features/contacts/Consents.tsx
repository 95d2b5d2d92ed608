import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { consents, useRecordConsent } from '@/api/contacts/contacts'
import { Button } from '@/ui/Button'
import { Segmented } from '@/ui/choose/Segmented'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'
import { Pill } from '@/ui/Pill'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'

/** What somebody agreed to and took back, and a new entry. None is ever changed. */
export function Consents({ contactId }: { contactId: string }) {
  const { t } = useTranslation()
  const list = useQuery(consents(contactId))
  const [adding, setAdding] = useState(false)
  return (
    <div className="grid gap-2">
      {list.isPending && <SkeletonLines lines={2} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.length === 0 && <p className="text-sm text-ink-soft">{t('contacts.consent.none')}</p>}
      {list.data && list.data.length > 0 && (
        <ul className="divide-y rounded-md border text-sm">
          {list.data.map(({ id, purpose, state, source, proof, at, by }) => (
            <li key={id} className="grid gap-0.5 px-3 py-2">
              <span className="flex flex-wrap items-center gap-2">
                <Pill tone={state === 'granted' ? 'ok' : 'warn'}>{t(`contacts.consent.${state}`)}</Pill>
                <span className="font-medium">
                  {purpose === 'marketing' ? t('contacts.consent.marketing') : purpose}
                </span>
                <span className="ml-auto text-xs text-ink-soft">
                  <Time at={at} />
                </span>
              </span>
              <span className="text-xs [overflow-wrap:anywhere] text-ink-soft">
                {[source === 'keyword' ? t('contacts.consent.keyword') : source, proof, by?.name]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </li>
          ))}
        </ul>
      )}
      {adding ? (
        <ConsentForm contactId={contactId} onDone={() => setAdding(false)} />
      ) : (
        <div>
          <Button size="sm" onClick={() => setAdding(true)}>
            {t('contacts.consent.record')}
          </Button>
        </div>
      )}
    </div>
  )
}

function ConsentForm({ contactId, onDone }: { contactId: string; onDone: () => void }) {
  const { t } = useTranslation()
  const record = useRecordConsent(contactId)
  const [state, setState] = useState<'granted' | 'withdrawn'>('granted')
  const [purpose, setPurpose] = useState('marketing')
  const [source, setSource] = useState('')
  const [proof, setProof] = useState('')
  return (
    <form
      noValidate
      className="grid gap-3 rounded-md border p-3 @md:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        record.mutate(
          {
            purpose: purpose.trim(),
            state,
            source: source.trim(),
            ...(proof.trim() && { proof: proof.trim() }),
          },
          { onSuccess: onDone },
        )
      }}
    >
      <div className="@md:col-span-2">
        <Segmented
          label={t('common.state')}
          value={state}
          onChange={setState}
          options={[
            { id: 'granted', label: t('contacts.consent.granted') },
            { id: 'withdrawn', label: t('contacts.consent.withdrawn') },
          ]}
        />
      </div>
      <Field label={t('contacts.consent.purpose')} hint={t('contacts.consent.purposeHint')}>
        {(control) => (
          <Input
            {...control}
            value={purpose}
            maxLength={40}
            onChange={(event) => setPurpose(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('contacts.consent.source')} hint={t('contacts.consent.sourceHint')}>
        {(control) => (
          <Input
            {...control}
            value={source}
            maxLength={200}
            onChange={(event) => setSource(event.target.value)}
          />
        )}
      </Field>
      <Field label={t('contacts.consent.proof')} optional={t('common.optional')} className="@md:col-span-2">
        {(control) => (
          <Input
            {...control}
            value={proof}
            maxLength={1000}
            onChange={(event) => setProof(event.target.value)}
          />
        )}
      </Field>
      {record.isError && (
        <div className="@md:col-span-2">
          <ErrorState error={record.error} />
        </div>
      )}
      <div className="flex gap-2 @md:col-span-2">
        <Button
          type="submit"
          variant="primary"
          busy={record.isPending}
          disabled={!source.trim() || !purpose.trim()}
        >
          {t('contacts.consent.record')}
        </Button>
        <Button onClick={onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}
