import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

type Colour = { l: number; c: number; h: number }

/** The colours of one theme by name. Those that the dark theme does not say again are not colours. */
function theme(which: 'light' | 'dark'): Map<string, Colour> {
  const css = readFileSync(path.resolve(import.meta.dirname, 'tokens.css'), 'utf8')
  const [light = '', rest = ''] = css.split(":root[data-theme='dark']")
  const block = which === 'light' ? light : (rest.split('@theme')[0] ?? '')
  const found = [...block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)]
  return new Map(found.map(([, name = '', l, c, h]) => [name, { l: Number(l), c: Number(c), h: Number(h) }]))
}

/** Relative luminance (WCAG), by way of Oklab and linear sRGB. */
function luminance({ l, c, h }: Colour): number {
  const a = c * Math.cos((h * Math.PI) / 180)
  const b = c * Math.sin((h * Math.PI) / 180)
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const middle = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3
  const clip = (value: number) => Math.min(Math.max(value, 0), 1)
  const red = clip(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short)
  const green = clip(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short)
  const blue = clip(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: Colour, other: Colour): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((x, y) => y - x)
  return (bright + 0.05) / (dim + 0.05)
}

const SURFACES = ['bg', 'surface', 'raised', 'sunken', 'hover', 'thread', 'bubble-in', 'bubble-out', 'note']
const TONES = ['ok', 'warn', 'bad', 'info', 'idle']

const TEXTS = [
  ...['ink', 'ink-soft', 'ink-faint'].flatMap((ink) => SURFACES.map((on) => [ink, on] as const)),
  ...['bg', 'surface', 'raised', 'hover', 'accent-soft', 'bubble-in', 'bubble-out'].map(
    (on) => ['accent-text', on] as const,
  ),
  ['accent-ink', 'accent'],
  ['accent-ink', 'accent-hover'],
  ['ink', 'accent-soft'],
  ['ink-soft', 'accent-soft'],
  ['ink-faint', 'accent-soft'],
  ['ink', 'mark'],
  ...TONES.flatMap((tone) => [
    [`${tone}-text`, `${tone}-soft`] as const,
    [`${tone}-text`, 'surface'] as const,
    [`${tone}-text`, 'hover'] as const,
  ]),
  ['bad-text', 'bubble-out'],
] as const

/** Shapes that carry a meaning (WCAG 1.4.11): borders of fields, focus, ticks. */
const SHAPES = [
  ['line-strong', 'surface'],
  ['focus', 'surface'],
  ['focus', 'bg'],
  ['focus', 'bubble-out'],
  ['read', 'bubble-out'],
  ['accent', 'surface'],
] as const

it.each(['light', 'dark'] as const)('text can be read on everything it stands on, %s', (which) => {
  const colours = theme(which)
  const of = (name: string) => {
    const colour = colours.get(name)
    if (!colour) throw new Error(`${name} is not a colour of the ${which} theme`)
    return colour
  }
  const weak = TEXTS.filter(([ink, on]) => contrast(of(ink), of(on)) < 4.5).map((pair) => pair.join(' on '))
  expect(weak).toEqual([])
  const dim = SHAPES.filter(([shape, on]) => contrast(of(shape), of(on)) < 3).map((pair) => pair.join(' on '))
  expect(dim).toEqual([])
})
