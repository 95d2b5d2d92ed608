import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { erasures } from '@/api/queries/settings'
import type { Erasure } from '@/api/types'
import type { Tone } from '@/lib/tone'
import { Section } from '@/ui/Card'
import { Mono } from '@/ui/Code'
import { ErrorState } from '@/ui/ErrorState'
import { Pill } from '@/ui/Pill'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'

const TONES: Record<Erasure['state'], Tone> = { waiting: 'warn', running: 'info', done: 'ok' }

/** What was erased and when, without saying of whom: proof for whoever asked. */
export function ErasureList() {
  const { t } = useTranslation()
  const list = useQuery(erasures())
  return (
    <Section title={t('settings.erasures.title')} hint={t('settings.erasures.hint')}>
      {list.isPending && <SkeletonLines lines={3} />}
      {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.data.length === 0 && (
        <p className="text-sm text-ink-soft">{t('settings.erasures.empty')}</p>
      )}
      <ul className="grid divide-y">
        {list.data?.data.map((erasure) => (
          <li key={erasure.id} className="grid gap-1 py-2.5 text-sm">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Pill tone={TONES[erasure.state]}>{t(`settings.erasures.states.${erasure.state}`)}</Pill>
              <Time at={erasure.createdAt} />
              <Mono>{erasure.id}</Mono>
            </p>
            {erasure.problem && <p className="text-xs text-warn-text">{erasure.problem}</p>}
            {erasure.certificate && (
              <p className="text-xs text-ink-soft">
                {t('settings.erasures.what', {
                  messages: erasure.certificate.erased.messages,
                  media: erasure.certificate.erased.media,
                })}{' '}
                <Mono>{erasure.certificate.digest}</Mono>
              </p>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}
