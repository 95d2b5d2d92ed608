import type { TFunction } from 'i18next'
import type { Contact } from '@/api/types'

/** A person in one word: their name, else whatever WhatsApp tells of them. */
export function nameOf(contact: Contact, t: TFunction): string {
  return (
    contact.name ??
    contact.phone ??
    contact.username ??
    contact.userId ??
    contact.lid ??
    t('contacts.someone')
  )
}

/** What has to be typed before they are erased: what the hub compares it with. */
export function confirmationOf(contact: Contact): string {
  return contact.name ?? contact.phone ?? contact.id
}
