/**
 * What WhatsApp makes of a text: *bold*, _italic_, ~struck~, `code`, ```block```, > quotes, lists and links.
 * Facts: https://faq.whatsapp.com/539178204879377. Text only; nothing in it is ever markup of the page.
 */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'bold' | 'italic' | 'struck'; parts: Inline[] }
  | { kind: 'code'; text: string }
  | { kind: 'link'; text: string; href: string }

export type Block =
  | { kind: 'line'; parts: Inline[] }
  | { kind: 'quote'; parts: Inline[] }
  | { kind: 'item'; mark: string; parts: Inline[] }
  | { kind: 'block'; text: string }

const MARKS = { '*': 'bold', _: 'italic', '~': 'struck' } as const
const LINK = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}*_~]/giu
const MAIL = /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b/gu
const WORD = /[\p{L}\p{N}]/u

export function formatted(text: string): Block[] {
  return text.split(/```([^]*?)```/).flatMap((part, index, parts): Block[] => {
    if (index % 2 === 1) return [{ kind: 'block', text: part.replace(/^\n|\n$/g, '') }]
    if (part === '') return []
    // The line breaks beside a block belong to it.
    const lines = part.split('\n')
    if (index > 0 && lines[0] === '') lines.shift()
    if (index < parts.length - 1 && lines.at(-1) === '') lines.pop()
    return lines.map(lineOf)
  })
}

function lineOf(line: string): Block {
  const quote = /^>\s?(.*)$/.exec(line)
  if (quote) return { kind: 'quote', parts: inline(quote[1] ?? '') }
  const item = /^\s*(?:([-*])|(\d{1,3}\.))\s+(\S.*)$/.exec(line)
  if (item) return { kind: 'item', mark: item[2] ?? '•', parts: inline(item[3] ?? '') }
  return { kind: 'line', parts: inline(line) }
}

function inline(text: string): Inline[] {
  const parts: Inline[] = []
  let plain = ''
  const flush = () => {
    parts.push(...linked(plain))
    plain = ''
  }
  for (let at = 0; at < text.length; at++) {
    const sign = text[at] ?? ''
    const end = closing(text, at)
    if (end < 0) {
      plain += sign
      continue
    }
    const inner = text.slice(at + 1, end)
    flush()
    if (sign === '`') parts.push({ kind: 'code', text: inner })
    else parts.push({ kind: MARKS[sign as keyof typeof MARKS], parts: inline(inner) })
    at = end
  }
  flush()
  return parts
}

/** Where the mark at `at` closes, or -1 when it is only a sign: marks hug what they mark and stand between words. */
function closing(text: string, at: number): number {
  const sign = text[at] ?? ''
  if (sign !== '`' && !(sign in MARKS)) return -1
  if (WORD.test(text[at - 1] ?? '') || /\s/.test(text[at + 1] ?? ' ')) return -1
  for (let end = text.indexOf(sign, at + 2); end > 0; end = text.indexOf(sign, end + 1)) {
    if (!/\s/.test(text[end - 1] ?? ' ') && !WORD.test(text[end + 1] ?? '')) return end
  }
  return -1
}

function linked(text: string): Inline[] {
  const found = [...text.matchAll(LINK), ...text.matchAll(MAIL)].sort((one, other) => one.index - other.index)
  const parts: Inline[] = []
  let at = 0
  for (const match of found) {
    if (match.index < at) continue
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) })
    const shown = match[0]
    const href = shown.includes('://') ? shown : shown.includes('@') ? `mailto:${shown}` : `https://${shown}`
    parts.push({ kind: 'link', text: shown, href })
    at = match.index + shown.length
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) })
  return parts
}

/** Up to three emoji and nothing else: shown large. */
export function onlyEmoji(text: string): boolean {
  return /^(?:\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F|\u200D\p{Extended_Pictographic})*|\p{Regional_Indicator}{2}|\s){1,5}$/u.test(
    text.trim(),
  )
}
