/** A line or column of a picture; `color` is one of the six of the tokens. */
export type Series = { id: string; name: string; color: 1 | 2 | 3 | 4 | 5 | 6; stack?: string }
export type Point = { key: string; label: string; tick: string; values: Record<string, number> }

export type ChartProps = {
  label: string
  kind: 'bars' | 'lines' | 'areas'
  series: readonly Series[]
  points: readonly Point[]
  /** How a figure is written. */
  value?: (figure: number) => string
  className?: string
}
