import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '@/ui/Button'
import { SmallTask } from '@/ui/SmallTask'
import { EnrolDialog } from './EnrolDialog'

/** Before a company that lets nobody in without a second factor. */
export function FactorDoor({ tenant }: { tenant: string }) {
  const { t } = useTranslation()
  const [enrolling, setEnrolling] = useState(false)
  return (
    <SmallTask title={t('account.door.title')} hint={t('account.door.text', { tenant })}>
      <Button variant="primary" className="h-10" onClick={() => setEnrolling(true)}>
        {t('account.factor.switchOn')}
      </Button>
      {enrolling && <EnrolDialog onClose={() => setEnrolling(false)} />}
    </SmallTask>
  )
}
