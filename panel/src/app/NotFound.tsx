import { Link } from '@tanstack/react-router'
import { MapPinOff } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { buttonClass } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={MapPinOff}
      title={t('shell.notFound.title')}
      action={
        <Link to="/" className={buttonClass()}>
          {t('shell.notFound.home')}
        </Link>
      }
    >
      {t('shell.notFound.text')}
    </EmptyState>
  )
}
