import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { contact as oneContact } from '@/api/queries/contacts'
import { ErrorState } from '@/ui/ErrorState'
import { Sheet } from '@/ui/Sheet'
import { SkeletonLines } from '@/ui/Skeleton'
import { nameOf } from './people'
import { PersonDetails } from './PersonDetails'

type Props = { id: string; onClose: () => void }

/** One person, beside the list of all. */
export function ContactSheet({ id, onClose }: Props) {
  const { t } = useTranslation()
  const one = useQuery(oneContact(id))
  return (
    <Sheet
      open
      wide
      onClose={onClose}
      title={one.data ? nameOf(one.data, t) : t('contacts.contact')}
      description={one.data?.name && one.data.phone}
    >
      {one.isPending && <SkeletonLines lines={8} />}
      {one.isError && !one.data && <ErrorState error={one.error} onRetry={() => void one.refetch()} />}
      {one.data && <PersonDetails contact={one.data} onErased={onClose} />}
    </Sheet>
  )
}
