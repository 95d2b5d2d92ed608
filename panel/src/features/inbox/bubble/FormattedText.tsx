import { Fragment, useMemo } from 'react'
import { cn } from '@/lib/cn'
import { formatted, type Inline, onlyEmoji } from '@/lib/whatsappText'

/** A text as WhatsApp shows it. */
export function FormattedText({ text }: { text: string }) {
  const blocks = useMemo(() => formatted(text), [text])
  if (onlyEmoji(text)) return <p className="text-[2rem] leading-10">{text}</p>
  return (
    <div className="[overflow-wrap:anywhere] whitespace-pre-wrap">
      {blocks.map((block, index) => {
        switch (block.kind) {
          case 'line':
            return (
              <p key={index} className="min-h-[1lh]">
                <Parts parts={block.parts} />
              </p>
            )
          case 'quote':
            return (
              <blockquote key={index} className="border-l-2 border-line-strong pl-2 text-ink-soft">
                <Parts parts={block.parts} />
              </blockquote>
            )
          case 'item':
            return (
              <p key={index} className="flex gap-2 pl-1">
                <span>{block.mark}</span>
                <span>
                  <Parts parts={block.parts} />
                </span>
              </p>
            )
          case 'block':
            return (
              <pre
                key={index}
                className="my-1 rounded-sm bg-hover px-2 py-1 font-mono text-xs whitespace-pre-wrap"
              >
                {block.text}
              </pre>
            )
          default:
            return block satisfies never
        }
      })}
    </div>
  )
}

const LOOKS = { bold: 'font-semibold', italic: 'italic', struck: 'line-through' } as const

function Parts({ parts }: { parts: readonly Inline[] }) {
  return parts.map((part, index) => {
    switch (part.kind) {
      case 'text':
        return <Fragment key={index}>{part.text}</Fragment>
      case 'code':
        return (
          <code key={index} className="rounded-sm bg-hover px-1 font-mono text-xs">
            {part.text}
          </code>
        )
      case 'link':
        return (
          <a
            key={index}
            href={part.href}
            target="_blank"
            rel="noreferrer noopener"
            className="text-accent-text underline underline-offset-2"
          >
            {part.text}
          </a>
        )
      default:
        return (
          <span key={index} className={cn(LOOKS[part.kind])}>
            <Parts parts={part.parts} />
          </span>
        )
    }
  })
}
