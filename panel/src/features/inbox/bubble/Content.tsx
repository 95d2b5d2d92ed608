import { Ban, CircleHelp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '@/api/types'
import { CallBubble, InteractiveBubble, OrderBubble, PeopleBubble, PlaceBubble, PollBubble } from './Cards'
import { DocumentBubble, FilmBubble, PictureBubble, StickerBubble } from './Files'
import { FormattedText } from './FormattedText'
import { TemplateBubble } from './TemplateBubble'
import { VoiceNote } from './VoiceNote'

/** What a message says, each kind in its own way. */
export function Content({ message }: { message: Message }) {
  const { t } = useTranslation()
  if (message.revokedAt) {
    return (
      <p className="flex items-center gap-1.5 text-ink-soft italic">
        <Ban aria-hidden className="size-3.5" />
        {t('inbox.revoked')}
      </p>
    )
  }
  switch (message.type) {
    case 'text':
      return <FormattedText text={message.text?.body ?? ''} />
    case 'image':
      return <PictureBubble message={message} />
    case 'video':
      return <FilmBubble message={message} />
    case 'audio':
      return <VoiceNote message={message} />
    case 'document':
      return <DocumentBubble message={message} />
    case 'sticker':
      return <StickerBubble message={message} />
    case 'location':
      return <PlaceBubble message={message} />
    case 'contacts':
      return <PeopleBubble message={message} />
    case 'interactive':
      return <InteractiveBubble message={message} />
    case 'button':
      return (
        <div>
          <p className="text-2xs font-medium text-ink-soft">{t('inbox.interactive.chose')}</p>
          <p>{message.button?.text}</p>
        </div>
      )
    case 'template':
      return <TemplateBubble message={message} />
    case 'order':
      return <OrderBubble message={message} />
    case 'poll':
      return <PollBubble message={message} />
    case 'call':
      return <CallBubble message={message} />
    case 'system':
      return <p>{(message.system as { body?: string } | undefined)?.body ?? t('words.messageType.system')}</p>
    case 'reaction':
      return (
        <Aside>
          {message.reaction?.emoji
            ? t('inbox.about.reaction', { emoji: message.reaction.emoji })
            : t('inbox.about.reactionGone')}
        </Aside>
      )
    case 'pollVote':
      return <Aside>{t('inbox.about.vote', { options: message.pollVote?.options?.join(', ') ?? '' })}</Aside>
    case 'edit':
      return <Aside>{t('inbox.about.edit')}</Aside>
    case 'revoke':
      return <Aside>{t('inbox.revoked')}</Aside>
    case 'unsupported':
      return (
        <p className="flex items-center gap-1.5 text-ink-soft">
          <CircleHelp aria-hidden className="size-4 shrink-0" />
          {t('inbox.unsupported', { kind: message.unsupported?.kind ?? '?' })}
        </p>
      )
    default:
      // A newer hub knows kinds that this panel does not; the compiler names those that it should.
      return message.type satisfies never
  }
}

/** What is said about a message that is not here. */
function Aside({ children }: { children: React.ReactNode }) {
  return <p className="text-ink-soft italic">{children}</p>
}
