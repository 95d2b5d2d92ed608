import { useTranslation } from 'react-i18next'
import { useCause } from './causes'

const TOLD = ['CREATED', 'LOGGED_OUT', 'PASSKEY', 'RECONNECTING', 'RESTRICTED'] as const

/** Why a number stands as it does and what to do, in the language of the panel; null when the state says it all. */
export function useStateWhy(): (
  state: string,
  detail: { code?: string; message: string } | null | undefined,
) => string | null {
  const { t } = useTranslation()
  const cause = useCause()
  return (state, detail) => {
    if (!detail) return null
    const told = TOLD.find((each) => each === state)
    return told ? t(`words.stateWhy.${told}`) : cause(detail.code, detail.message)
  }
}
