import { useTranslation } from 'react-i18next'
import type { Endpoint } from '@/api/types'
import { Pill } from '@/ui/Pill'

/** Whether it delivers; a disabled endpoint has no health. */
export function HealthPill({ endpoint }: { endpoint: Endpoint }) {
  const { t } = useTranslation()
  if (endpoint.state === 'disabled') return <Pill tone="idle">{t('webhooks.states.disabled')}</Pill>
  const { status } = endpoint.health
  return (
    <Pill tone={status === 'healthy' ? 'ok' : status === 'failing' ? 'bad' : 'idle'}>
      {t(`webhooks.statuses.${status}`)}
    </Pill>
  )
}
