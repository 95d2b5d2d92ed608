import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { MessagesSquare, Send } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndless } from '@/api/useEndless'
import { devices } from '@/api/queries/devices'
import { messages } from '@/api/queries/messages'
import type { Message } from '@/api/types'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { SkeletonRows } from '@/ui/Skeleton'
import { EndlessList } from '@/ui/show/EndlessList'
import { ComposeDialog } from './ComposeDialog'
import { MessageDrawer } from './MessageDrawer'
import { MessageFilters } from './MessageFilters'
import { MessageRow } from './MessageRow'
import { isFiltered, messageQuery, type MessageSearch } from './search'

const route = getRouteApi('/signedIn/messages')

export function MessagesPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const found = useEndless(messages(messageQuery(search)))
  const { list, items } = found
  const numbers = useQuery(devices())
  const [composing, setComposing] = useState<{ replyTo: Message | null } | null>(null)
  const names = useMemo(() => new Map(numbers.data?.map(({ id, name }) => [id, name])), [numbers.data])
  const change = useCallback(
    (changed: Partial<MessageSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...changed }), replace: true }),
    [navigate],
  )
  const filtered = isFiltered(search)
  const sendButton = (
    <Button
      variant="primary"
      onClick={() => setComposing({ replyTo: null })}
      icon={<Send aria-hidden className="size-4" />}
    >
      {t('messages.send')}
    </Button>
  )
  return (
    <Page title={t('messages.title')} hint={t('messages.hint')} actions={sendButton}>
      <MessageFilters search={search} devices={numbers.data ?? []} onChange={change} />
      <Card className="flex h-[calc(100dvh-17rem)] min-h-80 flex-col overflow-hidden">
        {list.isPending && <SkeletonRows rows={10} />}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && (
          <EmptyState
            icon={MessagesSquare}
            title={filtered ? t('messages.empty.filtered') : t('messages.empty.title')}
            action={
              filtered ? (
                <Button onClick={() => void navigate({ search: {}, replace: true })}>
                  {t('common.clearFilters')}
                </Button>
              ) : (
                sendButton
              )
            }
          >
            {!filtered && t('messages.empty.text')}
          </EmptyState>
        )}
        {items.length > 0 && (
          <EndlessList
            label={t('messages.list')}
            found={found}
            estimate={56}
            end={t('messages.end')}
            render={(message) => (
              <MessageRow
                message={message}
                deviceName={names.get(message.deviceId) ?? ''}
                onOpen={() => change({ open: message.id })}
              />
            )}
          />
        )}
      </Card>
      {search.open && (
        <MessageDrawer
          id={search.open}
          deviceName={(id) => names.get(id) ?? id}
          onClose={() => change({ open: undefined })}
          onOpen={(id) => change({ open: id })}
          onReply={(message) => {
            change({ open: undefined })
            setComposing({ replyTo: message })
          }}
        />
      )}
      {composing && (
        <ComposeDialog
          devices={numbers.data ?? []}
          deviceId={composing.replyTo?.deviceId ?? search.deviceId}
          replyTo={composing.replyTo}
          onClose={() => setComposing(null)}
        />
      )}
    </Page>
  )
}
