import { useQuery } from '@tanstack/react-query'
import { conversationPicture } from '@/api/inbox/picture'
import type { Conversation } from '@/api/types'
import { Avatar } from '@/ui/show/Avatar'
import { faceOf } from './people'

/** How the person or the group looks: their picture, or colour and letters as long as there is none. */
export function Face({ conversation, size }: { conversation: Conversation; size?: 'sm' | 'md' | 'lg' }) {
  const { data } = useQuery(conversationPicture(conversation))
  return <Avatar {...faceOf(conversation)} size={size} picture={conversation.picture ? data : undefined} />
}
