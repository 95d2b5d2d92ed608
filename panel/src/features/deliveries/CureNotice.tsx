import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Delivery } from '@/api/types'
import { buttonClass } from '@/ui/Button'
import { Notice } from '@/ui/Notice'
import { cureOf } from './cure'

/** What went wrong at the receiver, what mends it, and the way to everything else that failed there. */
export function CureNotice({ delivery }: { delivery: Delivery }) {
  const { t } = useTranslation()
  const cure = cureOf(delivery)
  if (!cure) return null
  return (
    <Notice
      tone={delivery.state === 'dead' ? 'bad' : 'warn'}
      title={t(`deliveries.cures.${cure}.title`)}
      action={
        <Link
          to="/webhooks/$endpointId"
          params={{ endpointId: delivery.endpointId }}
          search={{ replay: true }}
          className={buttonClass({ size: 'sm' })}
        >
          {t('deliveries.cures.replay')}
        </Link>
      }
    >
      {t(`deliveries.cures.${cure}.text`)}
    </Notice>
  )
}
