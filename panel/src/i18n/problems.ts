import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { problemOf, UNREACHABLE } from '@/lib/problem'
import type known from './es/problems.json'

export type Told = {
  /** What happened. */
  title: string
  /** What it means, and what to do; null when that is not known. */
  todo: string | null
  /** What the hub says about this very case: in English, whatever the language of the panel. */
  detail: string | null
  /** Happening and detail in one line, for where there is room for no more. */
  line: string
}

/** What went wrong with a call, in the language of the panel. */
export function useProblem(): (error: unknown) => Told {
  const { t, i18n } = useTranslation()
  return useCallback(
    (error) => {
      const { type, title: said, status, detail: more, retryAfterSeconds } = problemOf(error)
      const seconds = retryAfterSeconds ?? 60
      if (type === UNREACHABLE) {
        const title = t('ui.error.unreachableTitle')
        return { title, todo: t('ui.error.unreachable'), detail: null, line: title }
      }
      const code = type.replace('/problems/', '') as keyof typeof known
      const isKnown = i18n.exists(`problems.${code}.title`)
      const title = isKnown ? t(`problems.${code}.title`) : said
      const detail = more && more !== said ? more : null
      const english = i18n.language.startsWith('en')
      return {
        title,
        todo: isKnown ? t(`problems.${code}.todo`, { seconds }) : status >= 500 ? t('ui.error.server') : null,
        detail,
        line: detail && english ? detail : title,
      }
    },
    [t, i18n],
  )
}
