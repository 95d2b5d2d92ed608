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
  it('a location is asked for with a text, a form with its id and what opens it', () => {
    const place = { type: 'interactive', choice: 'location_request_message' } as const
    expect(faultsOf(draft(place), false)).toEqual({ text: 'missing' })
    expect(messageOf(draft({ ...place, text: '¿Dónde?' }), null, null)).toMatchObject({
      interactive: {
        type: 'location_request_message',
        body: { text: '¿Dónde?' },
        action: { name: 'send_location' },
      },
    })
    const form = { type: 'interactive', choice: 'flow', text: 'Complete' } as const
    expect(faultsOf(draft(form), false)).toEqual({ flowId: 'missing', label: 'missing' })
    const whole = { ...form, flowId: ' 1197 ', label: 'Pedir' }
    const parameters = { flow_message_version: '3', flow_id: '1197', flow_cta: 'Pedir' }
    expect(messageOf(draft(whole), null, null)).toMatchObject({
      interactive: { action: { name: 'flow', parameters: { ...parameters, flow_action: 'data_exchange' } } },
    })
    expect(messageOf(draft({ ...whole, screen: 'PEDIDO' }), null, null)).toMatchObject({
      interactive: {
        action: {
          parameters: { ...parameters, flow_action: 'navigate', flow_action_payload: { screen: 'PEDIDO' } },
        },
      },
    })
  })
  it('a catalogue goes with or without the picture of a product, and products by their codes', () => {
    const catalogue = { type: 'interactive', choice: 'catalog_message', text: 'Mire' } as const
    const offered = (changes: Partial<Draft>) => {
      const whole = draft(changes)
      expect(faultsOf(whole, false)).toEqual({})
      return (messageOf(whole, null, null) as { interactive: { action: object } }).interactive.action
    }
    expect(offered(catalogue)).toEqual({ name: 'catalog_message' })
    expect(offered({ ...catalogue, thumbnail: 'ramo-12' })).toEqual({
      name: 'catalog_message',
      parameters: { thumbnail_product_retailer_id: 'ramo-12' },
    })
    const catalogId = '19'
    expect(offered({ type: 'interactive', choice: 'product', catalogId, productId: 'ramo-12' })).toEqual({
      catalog_id: '19',
      product_retailer_id: 'ramo-12',
    })
    const several = {
      type: 'interactive',
      choice: 'product_list',
      text: 'Mire',
      heading: 'Ramos',
      catalogId,
    } as const
    expect(faultsOf(draft(several), false)).toEqual({ products: 'badProducts' })
    expect(offered({ ...several, products: 'ramo-12\nramo-24' })).toEqual({
      catalog_id: '19',
      sections: [
        {
          title: 'Ramos',
          product_items: [{ product_retailer_id: 'ramo-12' }, { product_retailer_id: 'ramo-24' }],
        },
      ],
    })
  })
  it('whatever else Meta knows is sent as it is written, if it is an object', () => {
    const other = { type: 'interactive', choice: 'other' } as const
    for (const json of ['', '[]', '{', '"a"'])
      expect(faultsOf(draft({ ...other, json }), false)).toEqual({ json: 'badObject' })
    const json =
      '{"type":"request_contact_info","body":{"text":"Hola"},"action":{"name":"request_contact_info"}}'
    expect(messageOf(draft({ ...other, json }), null, null)).toMatchObject({
      interactive: JSON.parse(json) as object,
    })
  })
})
