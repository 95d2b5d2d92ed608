import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate, useParams } from '@tanstack/react-router'
import { MessagesSquare } from 'lucide-react'
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { lookAs, useConversations } from '@/api/inbox/useConversations'
import { me } from '@/api/queries/me'
import { cn } from '@/lib/cn'
import { useMedia } from '@/lib/useMedia'
import { EmptyState } from '@/ui/EmptyState'
import { ContactPane, type PersonPart } from './contact/ContactPane'
import { ConversationList } from './list/ConversationList'
import { FoundMessages } from './list/FoundMessages'
import { ListHead } from './list/ListHead'
import { conversationQuery, type InboxSearch, isFiltered, NO_FILTERS } from './search'
import { ThreadPane } from './thread/ThreadPane'
import { useInboxKeys } from './useInboxKeys'

const route = getRouteApi('/signedIn/inbox')

/** The working place: conversations, the one that is open, and who it is. On a phone one of the three at a time. */
export function InboxPage({ person }: { person: PersonPart }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = useNavigate()
  const { conversationId: id = null } = useParams({ strict: false })
  const roomy = useMedia('(min-width: 1280px)')
  const query = conversationQuery(search)
  const list = useConversations(query)
  const self = useQuery(me())
  useEffect(() => {
    if (self.data) lookAs(self.data.user.id)
  }, [self.data])
  useEffect(() => {
    document.title = `${t('inbox.title')} · Palomar`
  }, [t])

  const go = useCallback(
    (to: string | null, changes: Partial<InboxSearch> = {}, replace = true) => {
      const next = (before: InboxSearch) => ({ ...before, ...changes })
      void (to === null
        ? navigate({ to: '/inbox', search: next, replace })
        : navigate({ to: '/inbox/$conversationId', params: { conversationId: to }, search: next, replace }))
    },
    [navigate],
  )
  const change = useCallback((changes: Partial<InboxSearch>) => go(id, changes), [go, id])
  const contactOpen = search.contact === true
  useInboxKeys({ conversations: list.data?.conversations ?? [], selected: id, search, go })

  const pane = id && <ContactPane id={id} person={person} onClose={() => change({ contact: undefined })} />
  return (
    <div className="flex min-h-0 flex-1">
      <div
        className={cn(
          'flex w-full shrink-0 flex-col border-r bg-surface lg:w-84',
          id !== null && 'max-lg:hidden',
        )}
      >
        <ListHead search={search} onChange={change} />
        <ConversationList
          list={list}
          search={search}
          filtered={isFiltered(search)}
          selected={id}
          onClear={() => go(id, NO_FILTERS)}
        />
        {search.q && <FoundMessages q={search.q} search={search} />}
      </div>
      <div
        className={cn(
          'flex min-w-0 flex-1 flex-col',
          id === null && 'max-lg:hidden',
          contactOpen && 'max-lg:hidden',
        )}
      >
        {id === null ? (
          <div className="grid flex-1 place-items-center bg-thread">
            <EmptyState icon={MessagesSquare} title={t('inbox.choose.title')}>
              {t('inbox.choose.text')}
            </EmptyState>
          </div>
        ) : (
          <ThreadPane
            key={id}
            id={id}
            messageId={search.message}
            contactOpen={contactOpen}
            onContact={() => change({ contact: contactOpen ? undefined : true })}
            onBack={() => go(null, {}, false)}
          />
        )}
      </div>
      {contactOpen && pane && (
        <section
          aria-label={t('inbox.contact.title')}
          className={cn(
            'flex flex-col bg-surface max-lg:flex-1 lg:w-76 lg:shrink-0 lg:border-l',
            !roomy && 'lg:absolute lg:inset-y-0 lg:right-0 lg:shadow-raised',
          )}
        >
          {pane}
        </section>
      )}
    </div>
  )
}
