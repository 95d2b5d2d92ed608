import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { copyText } from '@/lib/clipboard'
import { Button } from './Button'

/** Copies and says that it did; with a label of what is copied for those who hear the page. */
export function CopyButton({ text, label, compact }: { text: string; label: string; compact?: boolean }) {
  const { t } = useTranslation()
  const [done, setDone] = useState(false)
  async function copy() {
    if (!(await copyText(text))) return
    setDone(true)
    setTimeout(() => setDone(false), 2000)
  }
  const Icon = done ? Check : Copy
  return (
    <Button
      size={compact ? 'sm' : 'md'}
      variant="secondary"
      onClick={copy}
      aria-label={`${t('common.copy')}: ${label}`}
      icon={<Icon aria-hidden className="size-3.5" />}
    >
      <span aria-live="polite">{done ? t('common.copied') : t('common.copy')}</span>
    </Button>
  )
}
