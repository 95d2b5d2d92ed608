import { X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { IconButton } from '@/ui/Button'

type Props = { who: string; text: string; onPress?: () => void; onRemove?: () => void; className?: string }

/** The message that is answered, in short. Pressing it leads there. */
export function Quote({ who, text, onPress, onRemove, className }: Props) {
  const { t } = useTranslation()
  const content = (
    <>
      <span className="block truncate text-xs font-semibold text-accent-text">{who}</span>
      <span className="line-clamp-2 block text-xs [overflow-wrap:anywhere] text-ink-soft">{text}</span>
    </>
  )
  const look = cn('min-w-0 rounded-sm border-l-3 border-accent bg-hover px-2 py-1 text-left', className)
  if (onRemove) {
    return (
      <div className="flex items-center gap-1">
        <div className={cn(look, 'flex-1')}>{content}</div>
        <IconButton label={t('inbox.composer.noReply')} onClick={onRemove}>
          <X aria-hidden className="size-4" />
        </IconButton>
      </div>
    )
  }
  return (
    <button type="button" onClick={onPress} className={cn(look, 'w-full')}>
      {content}
    </button>
  )
}
