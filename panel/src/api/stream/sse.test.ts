import { describe, expect, it } from 'vitest'
import { sseParser } from './sse'

describe('the event stream', () => {
  it('yields an event at its blank line, however the bytes are cut', () => {
    const parser = sseParser()
    const text = 'id: 7\nevent: hint\ndata: {"topic":\ndata: "messages"}\n\n'
    const events = [...text].flatMap((letter) => parser.feed(letter))
    expect(events).toEqual([{ id: '7', event: 'hint', data: '{"topic":\n"messages"}' }])
    expect(parser.lastEventId()).toBe('7')
  })
  it('ignores comments, which keep the line alive', () => {
    expect(sseParser().feed(': ping\n\n: ping\n\n')).toEqual([])
  })
  it('understands all three line ends', () => {
    const parser = sseParser()
    expect(parser.feed('data: a\r\n\r\ndata: b\n\ndata: c\r\rdata: d\r')).toHaveLength(3)
    expect(parser.feed('\n\r\n')).toEqual([{ id: null, event: 'message', data: 'd' }])
  })
  it('keeps the id of the last event and the retry the server asks for', () => {
    const parser = sseParser()
    parser.feed('retry: 3000\nid: 9\ndata: x\n\ndata: y\n\n')
    expect([parser.lastEventId(), parser.retryMs()]).toEqual(['9', 3000])
  })
})
