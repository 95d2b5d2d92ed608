import { MapPin } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Message } from '@/api/types'
import { CodeBlock } from '@/ui/Code'
import { MediaView } from './MediaView'
import { previewOf } from './preview'

/** What the message says. What people wrote is shown as text and as nothing else. */
export function MessageContent({ message }: { message: Message }) {
  return (
    <div className="rounded-lg bg-sunken px-4 py-3 text-base [overflow-wrap:anywhere] whitespace-pre-wrap text-ink">
      <Body message={message} />
    </div>
  )
}

function Body({ message }: { message: Message }) {
  const { t } = useTranslation()
  switch (message.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker': {
      const file = message[message.type]
      return (
        <div className="grid gap-2">
          {message.media && <MediaView media={message.media} link={file?.link} />}
          {file?.caption && <p>{file.caption}</p>}
        </div>
      )
    }
    case 'location': {
      const place = message.location
      if (!place) return previewOf(message, t)
      return (
        <div className="flex gap-2">
          <MapPin aria-hidden className="mt-0.5 size-4 shrink-0 text-ink-faint" />
          <div>
            {place.name && <p className="font-medium">{place.name}</p>}
            {place.address && <p>{place.address}</p>}
            <p className="text-sm text-ink-soft tabular-nums">{`${place.latitude}, ${place.longitude}`}</p>
          </div>
        </div>
      )
    }
    case 'contacts':
    case 'interactive':
    case 'template':
    case 'order':
    case 'system':
    case 'poll':
    case 'pollVote':
    case 'call':
    case 'edit':
    case 'unsupported':
      return (
        <div className="grid gap-2">
          <p>{previewOf(message, t)}</p>
          <CodeBlock
            label={t(`words.messageType.${message.type}`)}
            code={JSON.stringify(message[message.type], null, 2) ?? ''}
            className="max-h-56"
          />
        </div>
      )
    case 'text':
    case 'reaction':
    case 'button':
    case 'revoke':
      return previewOf(message, t)
    default:
      return message.type satisfies never
  }
}
