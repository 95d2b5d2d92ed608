import { useTranslation } from 'react-i18next'
import { formatShort } from '@/lib/format'
import type spanish from './es/alerts.json'
import type states from './es/words.json'
import { useStateWhy } from './states'

type Facts = Record<string, unknown>
type Told = { kind: keyof (typeof spanish)['kinds']; message: string; facts: Facts }

const MOMENTS: readonly string[] = ['since', 'expires']

/**
 * What an alert is about and what to do, in the language of the panel and with the reader's clock. Whose it is stands
 * beside it. The hub's own sentence is in the company's language, for mail.
 */
export function useAlertText(): (alert: Told) => string {
  const { t, i18n } = useTranslation()
  const why = useStateWhy()
  return ({ kind, message, facts }) => {
    const sentence = kind === 'tokenDying' && !facts['expires'] ? 'tokenDead' : kind
    if (!i18n.exists(`alerts.told.${sentence}`)) return message
    const blanks = {
      reason: '–', error: '–', why: '–', since: '–', status: '–', language: '–', messages: '–', limit: '–',
      freePercent: '–', minutes: '–', expires: '–', state: '', detail: '',
    } // prettier-ignore
    for (const name of Object.keys(blanks) as (keyof typeof blanks)[]) {
      const fact = facts[name]
      if ((typeof fact !== 'string' && typeof fact !== 'number') || fact === '') continue
      blanks[name] = MOMENTS.includes(name)
        ? formatShort(String(fact), Date.now(), i18n.language)
        : String(fact)
    }
    const state = typeof facts['state'] === 'string' ? facts['state'] : ''
    if (state && i18n.exists(`words.deviceState.${state}`)) {
      blanks.state = t(`words.deviceState.${state as keyof (typeof states)['deviceState']}`)
      blanks.detail = why(state, { message: blanks.detail }) ?? ''
    }
    return t(`alerts.told.${sentence}`, blanks).trim()
  }
}
