import { useQuery } from '@tanstack/react-query'
import { ArrowLeft, PanelRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import type { Conversation } from '@/api/types'
import { useNow } from '@/lib/useNow'
import { IconButton } from '@/ui/Button'
import { Face } from '../Face'
import { titleOf } from '../people'
import { windowOf } from './window'
import { WindowPill } from './WindowNotice'

type Props = { conversation: Conversation; contactOpen: boolean; onContact: () => void; onBack: () => void }

/** With whom, over which number, for how long anything may be written. */
export function ThreadHead({ conversation, contactOpen, onContact, onBack }: Props) {
  const { t } = useTranslation()
  const numbers = useQuery(devices())
  const device = numbers.data?.find(({ id }) => id === conversation.deviceId)
  const window = windowOf(conversation, device, useNow(10_000))
  const facts = [conversation.contact?.name ? conversation.contact.phone : null, device?.name]
  return (
    <header className="flex h-bar shrink-0 items-center gap-2 border-b bg-surface px-3">
      {/* The inbox's own heading is not here where one pane is shown at a time. */}
      <h1 className="sr-only lg:hidden">{titleOf(conversation, t)}</h1>
      <IconButton label={t('inbox.back')} onClick={onBack} className="lg:hidden">
        <ArrowLeft aria-hidden className="size-4.5" />
      </IconButton>
      <button
        type="button"
        onClick={onContact}
        className="flex min-w-0 flex-1 items-center gap-2.5 rounded-md text-left"
      >
        <Face conversation={conversation} />
        <span className="min-w-0">
          <span className="block truncate text-sm leading-tight font-semibold text-ink">
            {titleOf(conversation, t)}
          </span>
          <span className="block truncate text-xs text-ink-soft tabular-nums">
            {facts.filter(Boolean).join(' · ')}
          </span>
        </span>
      </button>
      <WindowPill window={window} />
      <IconButton
        label={t('inbox.contact.show')}
        aria-pressed={contactOpen}
        onClick={onContact}
        className="max-sm:hidden"
      >
        <PanelRight aria-hidden className="size-4.5" />
      </IconButton>
    </header>
  )
}
