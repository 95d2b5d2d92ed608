import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { contact as oneContact } from '@/api/queries/contacts'
import { ErrorState } from '@/ui/ErrorState'
import { SkeletonLines } from '@/ui/Skeleton'
import { PersonDetails } from './PersonDetails'

type Props = { contactId: string; conversationId: string }

/** The person with whom a conversation is, beside it. */
export function PersonPane({ contactId, conversationId }: Props) {
  const navigate = useNavigate()
  const one = useQuery(oneContact(contactId))
  if (one.isError && !one.data) return <ErrorState error={one.error} onRetry={() => void one.refetch()} />
  if (!one.data) return <SkeletonLines lines={8} />
  return (
    <PersonDetails
      key={contactId}
      contact={one.data}
      beside={conversationId}
      onErased={() => void navigate({ to: '/inbox' })}
    />
  )
}
