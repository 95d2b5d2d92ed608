import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { templates } from '@/api/inbox/templates'
import type { Message } from '@/api/types'
import { type Component, filled } from '../template'
import { Pressable } from './Cards'
import { FormattedText } from './FormattedText'

type Sent = { name?: string; language?: { code?: string }; components?: Component[] }

/** A template as the person saw it: its text comes from the list of templates, the values from the message. */
export function TemplateBubble({ message }: { message: Message }) {
  const { t } = useTranslation()
  const sent = (message.template ?? {}) as Sent
  const known = useQuery(templates())
  const template = known.data?.find(
    ({ name, language }) => name === sent.name && language === sent.language?.code,
  )
  const said = template && filled(template, sent.components ?? [])
  return (
    <Pressable buttons={said?.buttons ?? []}>
      <p className="text-2xs font-medium text-ink-soft">
        {t('inbox.template.name', { name: sent.name ?? '' })}
      </p>
      {said?.header && <p className="font-semibold">{said.header}</p>}
      {said && <FormattedText text={said.body} />}
      {said?.footer && <p className="text-xs text-ink-soft">{said.footer}</p>}
    </Pressable>
  )
}
