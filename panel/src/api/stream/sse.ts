export type ServerEvent = { id: string | null; event: string; data: string }

/**
 * Reads a text/event-stream as the HTML standard defines it. EventSource would do, if it could send an
 * Authorization header. Feed it what arrives, in any cuts; it answers with the events that are complete.
 */
export function sseParser() {
  let rest = ''
  let id: string | null = null
  let event = ''
  let data: string[] = []
  let retryMs: number | null = null

  function line(text: string, complete: ServerEvent[]) {
    if (text === '') {
      if (data.length > 0) complete.push({ id, event: event || 'message', data: data.join('\n') })
      event = ''
      data = []
      return
    }
    const colon = text.indexOf(':')
    if (colon === 0) return
    const field = colon < 0 ? text : text.slice(0, colon)
    const value = colon < 0 ? '' : text.slice(colon + 1).replace(/^ /, '')
    if (field === 'data') data.push(value)
    else if (field === 'event') event = value
    else if (field === 'id' && !value.includes('\0')) id = value
    else if (field === 'retry' && /^\d+$/.test(value)) retryMs = Number(value)
  }

  return {
    feed(chunk: string): ServerEvent[] {
      const complete: ServerEvent[] = []
      rest += chunk
      // A \r at the very end may be the first half of \r\n: it waits for what follows.
      for (let match = /\r\n|\n|\r(?=[^])/.exec(rest); match; match = /\r\n|\n|\r(?=[^])/.exec(rest)) {
        line(rest.slice(0, match.index), complete)
        rest = rest.slice(match.index + match[0].length)
      }
      return complete
    },
    lastEventId: () => id,
    retryMs: () => retryMs,
  }
}
