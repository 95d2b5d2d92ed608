import { useTranslation } from 'react-i18next'
import { Skeleton } from '@/ui/Skeleton'

/** Conversations on their way, in the shape that they will have. */
export function ListSkeleton({ rows = 9 }: { rows?: number }) {
  const { t } = useTranslation()
  return (
    <div role="status" className="divide-y">
      <span className="sr-only">{t('ui.loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className="flex h-17 items-center gap-3 px-3">
          <Skeleton className="size-9 shrink-0 rounded-full" />
          <div className="grid flex-1 gap-2">
            <Skeleton className="h-3.5 w-1/2" />
            <Skeleton className="h-3 w-4/5" />
          </div>
        </div>
      ))}
    </div>
  )
}
