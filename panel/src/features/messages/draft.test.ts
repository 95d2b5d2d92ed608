import { describe, expect, it } from 'vitest'
import { type Draft, EMPTY_DRAFT, faultsOf, messageOf } from './draft'

const draft = (changes: Partial<Draft>): Draft => ({ ...EMPTY_DRAFT, to: '+54 9 11 5555-0101', ...changes })

describe('composing a message', () => {
  it('a number is accepted as people write it', () => {
    expect(faultsOf(draft({ text: 'hola' }), false)).toEqual({})
    expect(messageOf(draft({ to: '0054 (911) 5555.0101', text: 'hola' }), null, null)).toEqual({
      to: '+5491155550101',
      type: 'text',
      text: { body: 'hola' },
    })
  })
  it('a number without country code is not guessed', () => {
    expect(faultsOf(draft({ to: '11 5555 0101', text: 'hola' }), false)).toEqual({ to: 'badNumber' })
  })
  it('a picture needs its file', () => {
    expect(faultsOf(draft({ type: 'image' }), false)).toEqual({ file: 'missing' })
    expect(messageOf(draft({ type: 'image', caption: ' Menú ' }), 'med_1', null)).toMatchObject({
      image: { id: 'med_1', caption: 'Menú' },
    })
  })
  it('only a linked number shows a film in a circle, and nobody a picture', () => {
    const film = draft({ type: 'video', manner: 'round' })
    expect(messageOf(film, 'med_1', null, true)).toMatchObject({ video: { id: 'med_1', video_note: true } })
    expect(messageOf(film, 'med_1', null)).toEqual({ ...messageOf(draft({ type: 'video' }), 'med_1', null) })
    expect(messageOf({ ...film, type: 'image' }, 'med_1', null, true)).toMatchObject({
      image: { id: 'med_1' },
    })
  })
  it('coordinates may be written with a decimal comma and must be on earth', () => {
    const place = { type: 'location', latitude: '-34,6', longitude: '-58.4' } as const
    expect(faultsOf(draft(place), false)).toEqual({})
    expect(messageOf(draft(place), null, null)).toMatchObject({
      location: { latitude: -34.6, longitude: -58.4 },
    })
    expect(faultsOf(draft({ ...place, latitude: '91' }), false)).toEqual({ latitude: 'badLatitude' })
  })
  it('components of a template are a list, or nothing', () => {
    const template = { type: 'template', templateName: 'pedido', language: 'es_AR' } as const
    expect(faultsOf(draft({ ...template, components: '{"a":1}' }), false)).toEqual({ components: 'badJson' })
    expect(faultsOf(draft(template), false)).toEqual({})
  })
  it('a poll has two to twelve different answers, one in each line', () => {
    const poll = { type: 'poll', question: '¿Qué día?', options: ' Lunes \n\nMartes\n' } as const
    expect(faultsOf(draft({ ...poll, options: 'Lunes' }), false)).toEqual({ options: 'badOptions' })
    expect(faultsOf(draft({ ...poll, options: 'Lunes\nLunes' }), false)).toEqual({ options: 'badOptions' })
    expect(faultsOf(draft(poll), false)).toEqual({})
    expect(messageOf(draft(poll), null, null)).toMatchObject({
      poll: { name: '¿Qué día?', options: ['Lunes', 'Martes'], selectable_count: 1 },
    })
  })
  it('a list has titles and descriptions, a link has an address', () => {
    const list = { type: 'interactive', choice: 'list', text: '¿Cuál?', label: 'Ver' } as const
    expect(faultsOf(draft({ ...list, rows: 'x'.repeat(25) }), false)).toEqual({ rows: 'badRows' })
    const rows = { ...list, rows: 'Ramo | Doce rosas\nCentro' }
    expect(faultsOf(draft(rows), false)).toEqual({})
    expect(messageOf(draft(rows), null, null)).toMatchObject({
      interactive: {
        type: 'list',
        action: {
          button: 'Ver',
          sections: [
            {
              rows: [
                { id: 'row-1', title: 'Ramo', description: 'Doce rosas' },
                { id: 'row-2', title: 'Centro' },
              ],
            },
          ],
        },
      },
    })
    const link = { type: 'interactive', choice: 'cta_url', text: 'Hola', label: 'Ver' } as const
    expect(faultsOf(draft({ ...link, url: 'tienda' }), false)).toEqual({ url: 'badUrl' })
  })
  it('empty buttons are left out and an answer names what it answers', () => {
    expect(
      messageOf(
        draft({ type: 'interactive', text: '¿Confirma?', buttons: ['Sí', ' ', 'No'] }),
        null,
        'msg_1',
      ),
    ).toMatchObject({
      context: { message_id: 'msg_1' },
      interactive: { action: { buttons: [{ reply: { title: 'Sí' } }, { reply: { title: 'No' } }] } },
    })
  })
})
