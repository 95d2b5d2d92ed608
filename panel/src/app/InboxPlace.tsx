import { lazy } from 'react'
import { InboxPage } from '@/features/inbox/InboxPage'

/** What is known of a person comes when their pane is opened. */
const Person = lazy(async () => ({ default: (await import('@/features/contacts/PersonPane')).PersonPane }))

/** The inbox, with what the contacts know beside it. */
export function InboxPlace() {
  return <InboxPage person={Person} />
}
