import {
  Area,
  Bar,
  CartesianGrid,
  ComposedChart,
  Legend,
  Line,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts'
import type { ChartProps, Point, Series } from './figures'

const TICK = { fill: 'var(--ink-faint)', fontSize: 11 }

/** Drawn by Recharts, in the colours of the tokens. */
export function Picture({ kind, series, points, value = String }: ChartProps) {
  const rows = points.map((point) => ({ ...point.values, point }))
  return (
    <div aria-hidden className="size-full">
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={rows}
          margin={{ top: 6, right: 4, bottom: 0, left: 0 }}
          barCategoryGap="22%"
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--line)" />
          <XAxis
            dataKey="point.tick"
            tick={TICK}
            tickLine={false}
            axisLine={{ stroke: 'var(--line)' }}
            minTickGap={24}
          />
          <YAxis
            tick={TICK}
            tickLine={false}
            axisLine={false}
            width={36}
            allowDecimals={false}
            tickFormatter={value}
          />
          <Tooltip
            isAnimationActive={false}
            cursor={{ fill: 'var(--hover)', stroke: 'var(--line)' }}
            content={({ active, payload }) => {
              const row: unknown = active ? payload[0]?.payload : undefined
              return row ? (
                <Figures point={(row as { point: Point }).point} series={series} value={value} />
              ) : null
            }}
          />
          {series.length > 1 && (
            <Legend
              iconType="circle"
              iconSize={8}
              itemSorter={null}
              wrapperStyle={{ fontSize: 12 }}
              formatter={(name: string) => <span className="text-ink-soft">{name}</span>}
            />
          )}
          {series.map(({ id, name, color, stack }) => {
            const paint = `var(--chart-${color})`
            // Every bar has a stack, if only its own: otherwise the lone ones are drawn behind the others.
            const stackId = stack ?? (kind === 'bars' ? id : undefined)
            const common = { dataKey: id, name, isAnimationActive: false, ...(stackId && { stackId }) }
            if (kind === 'bars')
              return <Bar key={id} {...common} fill={paint} radius={stack ? 0 : [2, 2, 0, 0]} />
            if (kind === 'areas')
              return (
                <Area
                  key={id}
                  {...common}
                  type="monotone"
                  stroke={paint}
                  fill={paint}
                  fillOpacity={0.15}
                  strokeWidth={1.5}
                />
              )
            return <Line key={id} {...common} type="monotone" stroke={paint} strokeWidth={1.75} dot={false} />
          })}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  )
}

function Figures({
  point,
  series,
  value,
}: {
  point: Point
  series: readonly Series[]
  value: (n: number) => string
}) {
  return (
    <div className="grid gap-0.5 rounded-md border bg-raised px-2.5 py-1.5 text-xs shadow-raised">
      <p className="font-medium text-ink">{point.label}</p>
      {series.map(({ id, name, color }) => (
        <p key={id} className="flex items-center gap-1.5 text-ink-soft">
          <span className="size-2 rounded-full" style={{ backgroundColor: `var(--chart-${color})` }} />
          {name}
          <span className="ml-auto pl-3 text-ink tabular-nums">{value(point.values[id] ?? 0)}</span>
        </p>
      ))}
    </div>
  )
}
