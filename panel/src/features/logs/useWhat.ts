import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type spanish from '@/i18n/es/logs.json'

/** What a call was about, in words; a word of Meta's that nobody has met stays as it is. */
export function useWhat(): (word: string) => string {
  const { t, i18n } = useTranslation()
  return useCallback(
    (word) => {
      const key = word.replaceAll(/[.-]/g, '_') as keyof (typeof spanish)['whats']
      return i18n.exists(`logs.whats.${key}`) ? t(`logs.whats.${key}`) : word
    },
    [t, i18n],
  )
}
