import { useVirtualizer } from '@tanstack/react-virtual'
import { type ReactNode, useEffect, useRef } from 'react'

type Props<T> = {
  label: string
  items: readonly T[]
  itemId: (item: T) => string
  estimate: number
  render: (item: T) => ReactNode
  hasMore: boolean
  loadingMore: boolean
  onMore: () => void
  /** The reader is at the beginning: what is far below is not needed now. */
  onBeginning?: () => void
  /** Two rows in the shape of what is coming, in its place. */
  coming?: ReactNode
  footer?: ReactNode
}

/** A list of any length: only what is in sight is drawn, and more is fetched near the end. */
export function VirtualList<T>({
  label,
  items,
  itemId,
  estimate,
  render,
  hasMore,
  loadingMore,
  onMore,
  onBeginning,
  coming,
  footer,
}: Props<T>) {
  const scroller = useRef<HTMLDivElement>(null)
  // The compiler cannot memoise what this hook answers; nothing here needs it to.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => estimate,
    getItemKey: (index) => {
      const item = items[index]
      return item === undefined ? index : itemId(item)
    },
    overscan: 12,
    paddingEnd: coming ? 2 * estimate : 0,
  })
  const shown = virtual.getVirtualItems()
  const last = shown.at(-1)?.index ?? 0
  const beginning = shown[0]?.index === 0

  useEffect(() => {
    if (hasMore && !loadingMore && last >= items.length - 10) onMore()
  }, [hasMore, loadingMore, last, items.length, onMore])
  useEffect(() => {
    if (beginning) onBeginning?.()
  }, [beginning, onBeginning])

  return (
    <div
      ref={scroller}
      className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <div className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        <div role="list" aria-label={label}>
          {shown.map((row) => {
            const item = items[row.index]
            return (
              item !== undefined && (
                <div
                  key={row.key}
                  ref={virtual.measureElement}
                  data-index={row.index}
                  role="listitem"
                  aria-setsize={hasMore ? -1 : items.length}
                  aria-posinset={row.index + 1}
                  className="absolute inset-x-0 top-0 border-b"
                  style={{ transform: `translateY(${row.start}px)` }}
                >
                  {render(item)}
                </div>
              )
            )
          })}
        </div>
        {coming && (
          // Moved like the rows: what is placed by its transform does not shift the layout.
          <div
            className="absolute inset-x-0 top-0"
            style={{ transform: `translateY(${virtual.getTotalSize() - 2 * estimate}px)` }}
          >
            {coming}
          </div>
        )}
      </div>
      {footer}
    </div>
  )
}
