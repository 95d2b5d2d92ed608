// One conversation, held between a phone of the sandbox and the shop.
import { hub, sandbox } from '../browser.mjs'
import { json, until } from '../world.mjs'

/** @returns {Promise<{conversationId: string, ago: number, minutes: number[], notes: number[]}>} when what was said */
export async function talk(
  shop,
  files,
  { name, phone, ago, lines, labels, assignee, tags, fields, note, unread, closed },
) {
  const { call, number, device } = shop
  const at = `${sandbox}/sandbox/phones/${encodeURIComponent(phone)}`
  await json(`${sandbox}/sandbox/phones`, 'POST', { phone, name })
  const said = []
  const minutes = []
  const notes = []
  let conversation

  const arrived = (id) =>
    until(
      async () => (await call('/v1/messages?limit=10')).data.find(({ wireId }) => wireId === id),
      `what ${name} wrote`,
    )
  for (const [minute, what, who] of lines) {
    if (what.note) {
      await json(
        `${hub}/v1/conversations/${conversation}/notes`,
        'POST',
        { text: what.note },
        shop.people[who].as,
      )
      notes.push(minute)
      continue
    }
    minutes.push(minute)
    if (what.reaction) {
      await json(`${at}/react`, 'POST', { id: said[what.to], emoji: what.reaction })
      await until(
        async () =>
          (await call(`/v1/conversations/${conversation}/messages?limit=50`)).data.some(
            ({ reactions }) => reactions.length > 0,
          ),
        'the reaction',
      )
    } else if (who) {
      const { id } = await json(
        `${hub}/v1/devices/${device.id}/messages/send`,
        'POST',
        { to: phone, ...(await ours(what, files)) },
        shop.people[who].as,
      )
      const sent = await until(async () => {
        const message = await call(`/v1/messages/${id}`)
        return ['delivered', 'failed'].includes(message.status) ? message : null
      }, `an answer to ${name}`)
      said.push(sent.wireId)
      await json(`${at}/read`, 'POST', {})
      await call(`/v1/conversations/${conversation}/read`, 'POST')
      // WhatsApp tells whole seconds: what is said in the same one has no order.
      await new Promise((resolve) => setTimeout(resolve, 1_050))
    } else {
      const { id } = await json(`${at}/messages`, 'POST', { to: number.phone, ...theirs(what, files) })
      said.push(id)
      conversation = (await arrived(id)).conversationId
    }
  }
  const path = `/v1/conversations/${conversation}`
  if (labels) await call(`${path}/labels`, 'PUT', { labelIds: labels.map((key) => shop.labels[key]) })
  if (assignee) await call(`${path}/assign`, 'POST', { userId: shop.people[assignee].id })
  if (!unread) await call(`${path}/read`, 'POST')
  if (closed) await call(`${path}/close`, 'POST')
  if (tags || fields || note) {
    const { contact } = await call(path)
    await call(`/v1/contacts/${contact.contactId ?? contact.id}`, 'PATCH', {
      ...(tags && { tags }),
      ...(fields && { fields }),
      ...(note && { note }),
    })
  }
  return { conversationId: conversation, ago, minutes, notes }
}

function theirs(what, files) {
  const content = what[what.type]
  if (!content?.picture) return what
  const { picture, ...more } = content
  return { ...what, [what.type]: { ...more, ...files.picture(picture) } }
}

async function ours(what, files) {
  const { picture, pdf, ...more } = what[what.type]
  if (picture) return { ...what, [what.type]: { ...more, id: await files.upload(picture) } }
  if (pdf) return { ...what, [what.type]: { ...more, id: await files.paper(pdf), filename: pdf } }
  return what
}
