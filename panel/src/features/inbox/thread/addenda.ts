import type { Message } from '@/api/types'

/** What later messages say about an earlier one: the votes of a poll by their option. */
export type Addenda = { votes: ReadonlyMap<string, number> }

const voter = (message: Message) =>
  message.direction === 'outbound'
    ? 'us'
    : (message.from.contactId ?? message.from.phone ?? message.from.lid ?? 'someone')

/** The votes, by the poll's id at WhatsApp. Of one person the last word holds. */
export function addendaOf(messages: readonly Message[]): ReadonlyMap<string, Addenda> {
  const gathered = new Map<string, Map<string, readonly string[]>>()
  for (const message of messages) {
    const { pollVote } = message
    if (!pollVote?.options) continue
    const votes = gathered.get(pollVote.poll_message_id) ?? new Map<string, readonly string[]>()
    gathered.set(pollVote.poll_message_id, votes.set(voter(message), pollVote.options))
  }
  return new Map(
    [...gathered].map(([wireId, votes]) => {
      const counts = new Map<string, number>()
      for (const options of votes.values())
        for (const option of options) counts.set(option, (counts.get(option) ?? 0) + 1)
      return [wireId, { votes: counts }]
    }),
  )
}

/** The id at WhatsApp of the message that this one only says something about, or null when it stands for itself. */
export function aboutOf(message: Message): string | null {
  switch (message.type) {
    case 'reaction':
      return message.reaction?.message_id ?? null
    case 'pollVote':
      return message.pollVote?.poll_message_id ?? null
    case 'edit':
      return message.edit?.original_message_id ?? null
    case 'revoke':
      return message.revoke?.original_message_id ?? null
    default:
      return null
  }
}
