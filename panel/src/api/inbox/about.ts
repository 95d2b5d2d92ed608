import type { Message } from '../types'

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
