import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'
import { Skeleton } from '@/ui/Skeleton'

const WIDTHS = ['w-48', 'w-64', 'w-40', 'w-56', 'w-72', 'w-44'] as const

/** The shape of a thread that is on its way. `bare`: its head is here already. */
export function ThreadSkeleton({ bare }: { bare?: boolean }) {
  const { t } = useTranslation()
  return (
    <div role="status" className="flex min-h-0 flex-1 flex-col">
      <span className="sr-only">{t('ui.loading')}</span>
      {!bare && (
        <div className="flex h-bar shrink-0 items-center gap-3 border-b px-4">
          <Skeleton className="size-9 rounded-full" />
          <Skeleton className="h-4 w-40" />
        </div>
      )}
      <div className="flex min-h-0 flex-1 flex-col justify-end gap-3 overflow-hidden bg-thread p-4">
        {WIDTHS.map((width, index) => (
          <Skeleton key={width} className={cn('h-10 rounded-xl', width, index % 2 === 1 && 'self-end')} />
        ))}
      </div>
    </div>
  )
}
