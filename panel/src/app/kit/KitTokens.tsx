import { Section } from '@/ui/Card'

const SURFACES = [
  'bg',
  'surface',
  'raised',
  'sunken',
  'hover',
  'thread',
  'bubble-in',
  'bubble-out',
  'note',
  'mark',
]
const TONES = ['accent', 'ok', 'warn', 'bad', 'info', 'idle']
const TEXTS = ['2xs', 'xs', 'sm', 'base', 'lg', 'xl', '2xl']

/** Colour and type of styles/tokens.css, as they are. */
export function KitTokens() {
  return (
    <Section title={'Tokens'}>
      <div className="flex flex-wrap gap-2">
        {SURFACES.map((name) => (
          <Swatch key={name} name={name} />
        ))}
        {TONES.flatMap((tone) => [tone, `${tone}-soft`, `${tone}-text`]).map((name) => (
          <Swatch key={name} name={name} />
        ))}
        {[1, 2, 3, 4, 5, 6].map((number) => (
          <Swatch key={number} name={`chart-${number}`} />
        ))}
      </div>
      <div className="mt-4 grid gap-1">
        {TEXTS.map((size) => (
          <p
            key={size}
            style={{ fontSize: `var(--text-${size})`, lineHeight: `var(--text-${size}--line-height)` }}
          >
            {`${size} · `}
            <span className="text-ink">{'¿Están abiertos hoy?'}</span>{' '}
            <span className="text-ink-soft">{'ink-soft'}</span>{' '}
            <span className="text-ink-faint">{'ink-faint'}</span>
          </p>
        ))}
      </div>
    </Section>
  )
}

function Swatch({ name }: { name: string }) {
  return (
    <span className="grid w-20 gap-1 text-2xs text-ink-soft">
      <span className="h-9 rounded-md border" style={{ backgroundColor: `var(--${name})` }} />
      {name}
    </span>
  )
}
