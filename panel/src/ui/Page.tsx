import { type ReactNode, useEffect } from 'react'
import { cn } from '@/lib/cn'

type Props = {
  title: string
  hint?: ReactNode
  pills?: ReactNode
  back?: ReactNode
  actions?: ReactNode
  /** Lists use the whole width, texts and forms a readable one. */
  width?: 'full' | 'readable'
  children: ReactNode
}

export function Page({ title, hint, pills, back, actions, width = 'full', children }: Props) {
  useEffect(() => {
    document.title = `${title} · Palomar`
  }, [title])
  return (
    <div
      className={cn(
        'mx-auto grid grid-cols-[minmax(0,1fr)] gap-4',
        width === 'readable' ? 'max-w-4xl' : 'max-w-[90rem]',
      )}
    >
      <header className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          {back}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="text-xl font-semibold [overflow-wrap:anywhere] text-ink">{title}</h1>
            {pills}
          </div>
          {hint && <p className="mt-0.5 max-w-3xl text-sm text-ink-soft">{hint}</p>}
        </div>
        {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
