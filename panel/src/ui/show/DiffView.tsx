import { diffLines } from 'diff'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { cn } from '@/lib/cn'

type Props = { label: string; before: string; after: string }

const LOOKS = {
  added: 'bg-ok-soft text-ok-text',
  removed: 'bg-bad-soft text-bad-text',
  same: 'text-ink-soft',
} as const
const SIGNS = { added: '+', removed: '−', same: ' ' } as const

/** Two texts, line by line. The sign in front carries the meaning, the colour helps to find it. */
export function DiffView({ label, before, after }: Props) {
  const { t } = useTranslation()
  const lines = useMemo(() => linesOf(before, after), [before, after])
  return (
    <div
      role="group"
      aria-label={label}
      tabIndex={0}
      className="max-h-[32rem] overflow-auto rounded-md border bg-sunken py-1 font-mono text-xs leading-5"
    >
      {lines.map(({ kind, text }, index) => (
        <div key={index} className={cn('flex gap-2 px-3', LOOKS[kind])}>
          <span aria-hidden className="w-3 shrink-0 select-none">
            {SIGNS[kind]}
          </span>
          {kind !== 'same' && <span className="sr-only">{t(`ui.diff.${kind}`)}</span>}
          <span className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-wrap">{text || '\u00a0'}</span>
        </div>
      ))}
    </div>
  )
}

type Line = { kind: keyof typeof LOOKS; text: string }

function linesOf(before: string, after: string): Line[] {
  return diffLines(before, after).flatMap(({ value, added, removed }) =>
    value
      .replace(/\n$/, '')
      .split('\n')
      .map((text) => ({
        kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
        text,
      })),
  )
}
