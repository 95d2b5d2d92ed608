import { Link } from '@tanstack/react-router'
import { MapPinOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { Page } from '@/ui/Page'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <Page title={t('shell.notFound.title')}>
      <Card>
        <EmptyState
          icon={MapPinOff}
          title={t('shell.notFound.nothing', { path: window.location.pathname })}
          action={
            <Link to="/" className={buttonClass()}>
              {t('shell.notFound.home')}
            </Link>
          }
        >
          {t('shell.notFound.text')}
        </EmptyState>
      </Card>
    </Page>
  )
}
