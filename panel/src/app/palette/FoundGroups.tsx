import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Contact, MessageCircle, MessagesSquare } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { conversationsLike, messagesWith } from '@/api/inbox/found'
import { contactsLike } from '@/api/queries/contacts'
import type { Party } from '@/api/types'
import { formatStamp } from '@/lib/format'
import { useNow } from '@/lib/useNow'
import { useSettled } from '@/lib/useSettled'
import { ListingGroup, ListingItem } from '@/ui/float/Listing'

const ICON = 'size-4 shrink-0 text-ink-faint'
const PAUSE_MS = 200
const MOST = 5

/** What the hub finds: conversations and people by name or number, and messages by what was said. */
export function FoundGroups({ typed, after }: { typed: string; after: (act: () => void) => () => void }) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const q = useSettled(typed.trim(), PAUSE_MS)
  const enabled = q.length > 1
  const conversations = useQuery({ ...conversationsLike(q), enabled })
  const people = useQuery({ ...contactsLike(q), enabled })
  const messages = useQuery({ ...messagesWith(q), enabled })
  const now = useNow(60_000)
  if (!enabled || typed.trim().length < 2) return null
  const name = (party: Partial<Party>) =>
    party.name ?? party.phone ?? party.username ?? party.userId ?? party.lid ?? t('inbox.someone')
  // The hub has chosen what fits. Until it has for what is typed now, what is here from before has to fit by its words.
  const words = (found: { isPlaceholderData: boolean }, ...shown: (string | null | undefined)[]) =>
    q === typed.trim() && !found.isPlaceholderData ? [typed] : shown.map((word) => word ?? '')
  return (
    <>
      {conversations.data && conversations.data.length > 0 && (
        <ListingGroup title={t('shell.palette.conversations')}>
          {conversations.data.slice(0, MOST).map(({ id, contact, group, lastMessage, lastMessageAt }) => (
            <ListingItem
              key={id}
              id={id}
              words={words(
                conversations,
                contact ? name(contact) : group?.subject,
                contact?.phone,
                lastMessage?.preview,
              )}
              icon={<MessageCircle aria-hidden className={ICON} />}
              hint={lastMessageAt && formatStamp(lastMessageAt, now, i18n.language)}
              onSelect={after(
                () => void navigate({ to: '/inbox/$conversationId', params: { conversationId: id } }),
              )}
            >
              <span className="flex min-w-0 items-baseline gap-2">
                <span className="shrink-0">
                  {contact ? name(contact) : (group?.subject ?? t('inbox.group'))}
                </span>
                <span className="truncate text-xs text-ink-soft">{lastMessage?.preview}</span>
              </span>
            </ListingItem>
          ))}
        </ListingGroup>
      )}
      {people.data && people.data.data.length > 0 && (
        <ListingGroup title={t('shell.palette.contacts')}>
          {people.data.data.slice(0, MOST).map((person) => (
            <ListingItem
              key={person.id}
              id={person.id}
              words={words(people, name(person), person.phone)}
              icon={<Contact aria-hidden className={ICON} />}
              hint={person.phone}
              onSelect={after(() => void navigate({ to: '/contacts', search: { open: person.id } }))}
            >
              {name(person)}
            </ListingItem>
          ))}
        </ListingGroup>
      )}
      {messages.data && messages.data.length > 0 && (
        <ListingGroup title={t('shell.palette.messages')}>
          {messages.data.slice(0, MOST).map((message) => (
            <ListingItem
              key={message.id}
              id={message.id}
              words={words(messages, message.text?.body)}
              icon={<MessagesSquare aria-hidden className={ICON} />}
              hint={formatStamp(message.sentAt ?? message.createdAt, now, i18n.language)}
              onSelect={after(
                () =>
                  void navigate({
                    to: '/inbox/$conversationId',
                    params: { conversationId: message.conversationId },
                    search: { message: message.id },
                  }),
              )}
            >
              <span className="flex min-w-0 items-baseline gap-2">
                <span className="shrink-0 text-xs text-ink-soft">
                  {message.direction === 'outbound' ? t('inbox.us') : name(message.from)}
                </span>
                <span className="truncate">
                  {message.highlight?.map((part, index) =>
                    part.hit ? <mark key={index}>{part.text}</mark> : part.text,
                  ) ?? message.text?.body}
                </span>
              </span>
            </ListingItem>
          ))}
        </ListingGroup>
      )}
    </>
  )
}
