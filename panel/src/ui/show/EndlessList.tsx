import type { ReactNode } from 'react'
import { SkeletonRows } from '../Skeleton'
import { VirtualList } from '../VirtualList'

type Props<T> = {
  label: string
  found: {
    items: T[]
    more: () => void
    list: { hasNextPage: boolean; isFetchingNextPage: boolean }
  }
  estimate: number
  /** What stands below the last of all. */
  end?: string
  render: (item: T) => ReactNode
}

/** A list that is fetched page after page while one reads on. */
export function EndlessList<T extends { id: string }>({ label, found, estimate, end, render }: Props<T>) {
  const { list, items, more } = found
  return (
    <VirtualList
      label={label}
      items={items}
      itemId={({ id }) => id}
      estimate={estimate}
      hasMore={list.hasNextPage}
      loadingMore={list.isFetchingNextPage}
      onMore={more}
      footer={
        list.hasNextPage ? (
          <SkeletonRows rows={2} />
        ) : (
          end && <p className="py-3 text-center text-xs text-ink-faint">{end}</p>
        )
      }
      render={render}
    />
  )
}
