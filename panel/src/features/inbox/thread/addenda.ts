import type { Message } from '@/api/types'

export type Reaction = { emoji: string; from: string; ours: boolean }
/** What later messages say about an earlier one: reactions, and votes by their option. */
export type Addenda = { reactions: readonly Reaction[]; votes: ReadonlyMap<string, number> }

type Gathered = { reactions: Map<string, Reaction>; votes: Map<string, readonly string[]> }

const who = (message: Message) =>
  message.direction === 'outbound'
    ? 'us'
    : (message.from.contactId ?? message.from.phone ?? message.from.lid ?? 'someone')

/** Gathers what messages say about others, by the id at WhatsApp of those others. Of one person the last word holds. */
export function addendaOf(messages: readonly Message[]): ReadonlyMap<string, Addenda> {
  const gathered = new Map<string, Gathered>()
  const of = (wireId: string) => {
    const known = gathered.get(wireId) ?? { reactions: new Map(), votes: new Map() }
    gathered.set(wireId, known)
    return known
  }
  for (const message of messages) {
    const { reaction, pollVote } = message
    if (reaction && message.status !== 'failed') {
      const { reactions } = of(reaction.message_id)
      if (reaction.emoji === '') reactions.delete(who(message))
      else
        reactions.set(who(message), {
          emoji: reaction.emoji,
          from: message.from.name ?? message.from.phone ?? '',
          ours: message.direction === 'outbound',
        })
    }
    if (pollVote?.options) of(pollVote.poll_message_id).votes.set(who(message), pollVote.options)
  }
  return new Map(
    [...gathered].map(([wireId, { reactions, votes }]) => {
      const counts = new Map<string, number>()
      for (const options of votes.values())
        for (const option of options) counts.set(option, (counts.get(option) ?? 0) + 1)
      return [wireId, { reactions: [...reactions.values()], votes: counts }]
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
