import { useQuery } from '@tanstack/react-query'
import { Inbox, Search } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { useConversations } from '@/api/inbox/useConversations'
import { devices } from '@/api/queries/devices'
import { useNow } from '@/lib/useNow'
import { Button } from '@/ui/Button'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { VirtualList } from '@/ui/VirtualList'
import type { InboxSearch } from '../search'
import { ConversationRow } from './ConversationRow'
import { ListSkeleton } from './ListSkeleton'

type Props = {
  list: ReturnType<typeof useConversations>
  search: InboxSearch
  filtered: boolean
  selected: string | null
  onClear: () => void
}

export function ConversationList({ list, search, filtered, selected, onClear }: Props) {
  const { t } = useTranslation()
  const numbers = useQuery(devices())
  const names = useMemo(() => new Map(numbers.data?.map(({ id, name }) => [id, name])), [numbers.data])
  const now = useNow(60_000)
  const { data, loadMore, letGo } = list
  if (list.isError && !data) {
    return (
      <div className="p-3">
        <ErrorState error={list.error} onRetry={() => void list.refetch()} />
      </div>
    )
  }
  if (!data) return <ListSkeleton />
  if (data.conversations.length === 0) {
    return filtered ? (
      <EmptyState
        icon={Search}
        title={t('inbox.list.filtered')}
        action={<Button onClick={onClear}>{t('common.clearFilters')}</Button>}
      />
    ) : (
      <EmptyState icon={Inbox} title={t('inbox.list.empty')}>
        {t('inbox.list.emptyHint')}
      </EmptyState>
    )
  }
  return (
    <VirtualList
      label={t('inbox.list.title')}
      items={data.conversations}
      itemId={({ id }) => id}
      estimate={69}
      hasMore={data.more !== null}
      loadingMore={list.loadingMore}
      onMore={loadMore}
      onBeginning={letGo}
      coming={data.more !== null && <ListSkeleton rows={2} />}
      render={(conversation) => (
        <ConversationRow
          conversation={conversation}
          deviceName={names.size > 1 ? names.get(conversation.deviceId) : undefined}
          search={search}
          selected={conversation.id === selected}
          now={now}
        />
      )}
    />
  )
}
