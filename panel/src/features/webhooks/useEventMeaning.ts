import { useTranslation } from 'react-i18next'
import type { EventTypeInfo } from '@/api/types'
import type events from '@/i18n/es/events.json'

type Known = { [Family in keyof typeof events]: `${Family}.${Extract<keyof (typeof events)[Family], string>}` }[keyof typeof events] // prettier-ignore

/** What an event means, in the language of the panel; a type that is newer than the panel in the hub's own words. */
export function useEventMeaning(): (info: EventTypeInfo) => string {
  const { t, i18n } = useTranslation()
  return ({ type, description }) =>
    i18n.exists(`events.${type}`) ? t(`events.${type as Known}`) : description
}
