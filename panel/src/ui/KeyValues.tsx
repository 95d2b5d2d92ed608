import type { ReactNode } from 'react'

/** Facts of one thing, label beside value; below each other where it is narrow. */
export function KeyValues({
  items,
}: {
  items: readonly (readonly [string, ReactNode] | false | '' | null | undefined)[]
}) {
  return (
    <dl className="grid gap-x-6 gap-y-2 text-sm sm:grid-cols-[minmax(7rem,auto)_1fr]">
      {items.map(
        (item) =>
          item && (
            <div key={item[0]} className="contents">
              <dt className="text-ink-soft max-sm:-mb-1.5 max-sm:text-xs">{item[0]}</dt>
              <dd className="min-w-0 [overflow-wrap:anywhere] text-ink">{item[1]}</dd>
            </div>
          ),
      )}
    </dl>
  )
}
