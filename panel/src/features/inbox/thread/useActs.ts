import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message, SendMessage } from '@/api/types'
import type { Acts } from '../bubble/Actions'
import type { Address } from '../people'
import type { Change } from './Changing'

type Doing = {
  address: Address | null
  onSend: (text: string, what: SendMessage) => void
  onReply: (message: Message) => void
  onChange: (change: Change) => void
}

/** What is done about single messages; the same for as long as nothing changes, so that rows need not be drawn anew. */
export function useActs({ address, onSend, onReply, onChange }: Doing): Acts {
  const { t } = useTranslation()
  return useMemo(
    () => ({
      onReply,
      onReact: (message, emoji) => {
        if (!address || !message.wireId) return
        const reaction = { message_id: message.wireId, emoji }
        onSend(emoji || t('inbox.action.unreact'), { ...address, type: 'reaction', reaction })
      },
      onEdit: (message) => onChange({ do: 'edit', message }),
      onRevoke: (message) => onChange({ do: 'revoke', message }),
    }),
    [address, onSend, onReply, onChange, t],
  )
}
