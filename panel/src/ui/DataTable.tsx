import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_alphanumeric,
  sortFn_datetime,
  sortFn_text,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { ArrowDown, ArrowUp, ChevronRight } from 'lucide-react'
import { type ReactNode, useMemo } from 'react'
import { cn } from '@/lib/cn'
import { useMedia } from '@/lib/useMedia'

const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { alphanumeric: sortFn_alphanumeric, text: sortFn_text, datetime: sortFn_datetime },
})

export type Column<T> = {
  id: string
  header: string
  cell: (row: T) => ReactNode
  /** Given when the column can be sorted. */
  sort?: (row: T) => string | number
  className?: string
  /** On a phone: the head of the card, its button below, a labelled line (default), or left out. */
  narrow?: 'head' | 'action' | 'line' | 'hidden'
}

type Props<T> = {
  label: string
  rows: readonly T[]
  columns: readonly Column<T>[]
  rowId: (row: T) => string
  /** The row's main action; the whole row can be pressed, the first cell holds the real button. */
  onOpen?: (row: T) => void
  openLabel?: (row: T) => string
}

/** A table where there is room, cards where there is not. */
export function DataTable<T extends object>({ label, rows, columns, rowId, onOpen, openLabel }: Props<T>) {
  const narrow = useMedia('(max-width: 767px)')
  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, T>()
    return helper.columns(
      columns.map((column) =>
        helper.accessor((row: T) => column.sort?.(row) ?? '', {
          id: column.id,
          header: column.header,
          enableSorting: column.sort !== undefined,
        }),
      ),
    )
  }, [columns])
  const table = useTable({ features, columns: definitions, data: rows as T[], getRowId: (row) => rowId(row) })
  const byId = new Map(columns.map((column) => [column.id, column]))
  const ordered = table.getRowModel().rows

  if (narrow) {
    return (
      <ul aria-label={label} className="divide-y">
        {ordered.map((row) => (
          <NarrowRow
            key={row.id}
            row={row.original}
            columns={columns}
            onOpen={onOpen}
            openLabel={openLabel}
          />
        ))}
      </ul>
    )
  }
  return (
    <div className="overflow-x-auto">
      <table aria-label={label} className="w-full border-collapse text-sm">
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id} className="border-b text-left">
              {group.headers.map((header) => {
                const column = byId.get(header.column.id)
                const sorted = header.column.getIsSorted()
                return (
                  <th
                    key={header.id}
                    scope="col"
                    aria-sort={sorted ? (sorted === 'asc' ? 'ascending' : 'descending') : undefined}
                    className={cn(
                      'h-9 px-3 text-xs font-medium whitespace-nowrap text-ink-faint first:pl-4 last:pr-4',
                      column?.className,
                    )}
                  >
                    {header.column.getCanSort() ? (
                      <button
                        type="button"
                        onClick={header.column.getToggleSortingHandler()}
                        className="inline-flex items-center gap-1 hover:text-ink"
                      >
                        {column?.header}
                        {sorted === 'asc' && <ArrowUp aria-hidden className="size-3" />}
                        {sorted === 'desc' && <ArrowDown aria-hidden className="size-3" />}
                      </button>
                    ) : (
                      <span className={column?.narrow === 'action' ? 'sr-only' : undefined}>
                        {column?.header}
                      </span>
                    )}
                  </th>
                )
              })}
            </tr>
          ))}
        </thead>
        <tbody className="divide-y">
          {ordered.map((row) => (
            <tr
              key={row.id}
              onClick={onOpen && ((event) => pressed(event.target) || onOpen(row.original))}
              className={cn(onOpen && 'cursor-pointer hover:bg-hover')}
            >
              {row.getAllCells().map((cell, index) => {
                const column = byId.get(cell.column.id)
                const content = column?.cell(row.original)
                return (
                  <td
                    key={cell.id}
                    className={cn('h-11 px-3 py-1.5 align-middle first:pl-4 last:pr-4', column?.className)}
                  >
                    {index === 0 && onOpen ? (
                      <button
                        type="button"
                        aria-label={openLabel?.(row.original)}
                        onClick={() => onOpen(row.original)}
                        className="max-w-full text-left"
                      >
                        {content}
                      </button>
                    ) : (
                      content
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** Whether a press landed on something that has an action of its own. */
function pressed(target: EventTarget): boolean {
  return target instanceof Element && target.closest('a, button, input, select, label') !== null
}

type NarrowProps<T> = Pick<Props<T>, 'columns' | 'onOpen' | 'openLabel'> & { row: T }

function NarrowRow<T extends object>({ row, columns, onOpen, openLabel }: NarrowProps<T>) {
  const head = columns.filter((column) => column.narrow === 'head')
  const actions = columns.filter((column) => column.narrow === 'action')
  const lines = columns.filter((column) => (column.narrow ?? 'line') === 'line')
  return (
    <li className="relative px-4 py-3 text-sm">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        {head.map((column, index) => (
          <div key={column.id} className="min-w-0">
            {index === 0 && onOpen ? (
              <button
                type="button"
                aria-label={openLabel?.(row)}
                onClick={() => onOpen(row)}
                className="max-w-full text-left after:absolute after:inset-0"
              >
                {column.cell(row)}
              </button>
            ) : (
              column.cell(row)
            )}
          </div>
        ))}
      </div>
      <dl className="mt-1 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 text-xs">
        {lines.map((column) => (
          <div key={column.id} className="contents">
            <dt className="text-ink-faint">{column.header}</dt>
            <dd className="relative min-w-0 [overflow-wrap:anywhere] text-ink-soft">{column.cell(row)}</dd>
          </div>
        ))}
      </dl>
      {actions.map((column) => (
        <div key={column.id} className="relative mt-2 flex justify-end empty:hidden">
          {column.cell(row)}
        </div>
      ))}
      {onOpen && <ChevronRight aria-hidden className="absolute right-3 bottom-3 size-4 text-ink-faint" />}
    </li>
  )
}
