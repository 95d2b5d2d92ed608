import type { Contact, ContactPatch } from '@/api/types'

/** A contact as it stands in the form. */
export type Edited = {
  name: string
  tags: string[]
  fields: { name: string; value: string }[]
  note: string
}

export function editedOf({ name, tags, fields, note }: Contact): Edited {
  return {
    name: name ?? '',
    tags: [...tags],
    fields: Object.entries(fields).map(([field, value]) => ({ name: field, value })),
    note: note ?? '',
  }
}

/** What has to be told to the hub, or null when nothing changed. A field that is gone is told as null. */
export function changesOf(contact: Contact, edited: Edited): ContactPatch | null {
  const changes: ContactPatch = {}
  const name = edited.name.trim() || null
  const note = edited.note.trim() || null
  if (name !== contact.name) changes.name = name
  if (note !== contact.note) changes.note = note
  if (edited.tags.join('\n') !== contact.tags.join('\n')) changes.tags = edited.tags
  const now = new Map(
    edited.fields.flatMap(({ name: field, value }) =>
      field.trim() && value.trim() ? [[field.trim(), value.trim()]] : [],
    ),
  )
  const fields: Record<string, string | null> = {}
  for (const [field, value] of now) if (contact.fields[field] !== value) fields[field] = value
  for (const field of Object.keys(contact.fields)) if (!now.has(field)) fields[field] = null
  if (Object.keys(fields).length > 0) changes.fields = fields
  return Object.keys(changes).length > 0 ? changes : null
}
