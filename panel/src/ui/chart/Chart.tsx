import { lazy, Suspense } from 'react'
import { cn } from '@/lib/cn'
import { Skeleton } from '../Skeleton'
import type { ChartProps } from './figures'

const Picture = lazy(async () => ({ default: (await import('./Picture')).Picture }))

/**
 * A picture of figures over time, with the same figures as a table for those who hear the page.
 * The library comes when the first one is drawn; its place is kept meanwhile.
 */
export function Chart(props: ChartProps) {
  const { label, series, points, className, value = String } = props
  return (
    <figure aria-label={label} className={cn('relative h-56 min-w-0', className)}>
      <Suspense fallback={<Skeleton className="size-full" />}>
        <Picture {...props} />
      </Suspense>
      <table className="sr-only">
        <caption>{label}</caption>
        <thead>
          <tr>
            <td />
            {series.map(({ id, name }) => (
              <th key={id} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map((point) => (
            <tr key={point.key}>
              <th scope="row">{point.label}</th>
              {series.map(({ id }) => (
                <td key={id}>{value(point.values[id] ?? 0)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
