import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { masterKey } from '@/api/queries/masterKey'
import type { MasterKey } from '@/api/types'
import { formatNumber } from '@/lib/format'
import { Section } from '@/ui/Card'
import { Mono } from '@/ui/Code'
import { ErrorState } from '@/ui/ErrorState'
import { KeyValues } from '@/ui/KeyValues'
import { Notice } from '@/ui/Notice'
import { Progress } from '@/ui/show/Progress'
import { SkeletonLines } from '@/ui/Skeleton'

/** Which key seals the companies' secrets, and how far a change to another one is. */
export function MasterKeySection() {
  const { t } = useTranslation()
  const state = useQuery(masterKey())
  return (
    <Section title={t('settings.masterKey.title')} hint={t('settings.masterKey.hint')}>
      {state.isPending && <SkeletonLines lines={3} />}
      {state.isError && !state.data && (
        <ErrorState error={state.error} onRetry={() => void state.refetch()} />
      )}
      {state.data && <KeyState {...state.data} />}
    </Section>
  )
}

function KeyState({ present, wrapped, left, others }: MasterKey) {
  const { t, i18n } = useTranslation()
  const number = (count: number) => formatNumber(count, i18n.language)
  const all = wrapped + left
  return (
    <div className="grid gap-4">
      <KeyValues
        items={[
          [t('settings.masterKey.present'), <Mono key="present">{present}</Mono>],
          [
            t('settings.masterKey.wrapped'),
            t('settings.masterKey.of', { done: number(wrapped), all: number(all) }),
          ],
        ]}
      />
      <Progress
        label={t('settings.masterKey.progress')}
        value={all === 0 ? 1 : wrapped / all}
        tone={left === 0 ? 'ok' : 'accent'}
      />
      {left === 0 ? (
        <Notice tone="ok" title={t('settings.masterKey.done')}>
          {t('settings.masterKey.doneText')}
        </Notice>
      ) : (
        <Notice tone="info" title={t('settings.masterKey.running', { count: left })}>
          <p>{t('settings.masterKey.runningText')}</p>
          <ul className="mt-1 grid gap-0.5">
            {others.map(({ name, keysets }) => (
              <li key={name}>
                <Mono>{name === 'unnamed' ? t('settings.masterKey.unnamed') : name}</Mono>
                {` · ${t('settings.masterKey.keysets', { count: keysets })}`}
              </li>
            ))}
          </ul>
        </Notice>
      )}
    </div>
  )
}
