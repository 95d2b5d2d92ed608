type Days = { messages: number | null; media: number | null; events: number | null }

/** Days as somebody types them; empty keeps for ever, undefined is no number of days. */
export function daysOf(text: string): number | null | undefined {
  const typed = text.trim()
  if (typed === '') return null
  return /^[1-9]\d{0,4}$/.test(typed) ? Number(typed) : undefined
}

/** Words between commas, none twice. */
export function wordsOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(',')
        .map((word) => word.trim())
        .filter(Boolean),
    ),
  ]
}

/** Whether something is kept for less time than before: then it is deleted soon. */
export function shorter(before: Days, now: Days): boolean {
  const less = (old: number | null, wanted: number | null) =>
    wanted !== null && (old === null || wanted < old)
  return (
    less(before.messages, now.messages) || less(before.media, now.media) || less(before.events, now.events)
  )
}
