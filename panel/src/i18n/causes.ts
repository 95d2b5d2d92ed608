import { useTranslation } from 'react-i18next'

/** Codes that Meta gives by the dozen for one cause: from, to, the code that stands for them. */
export const RANGES = [
  [201, 299, 200],
  [138001, 138013, 138000],
  [139001, 139006, 139000],
  [147002, 147005, 147001],
] as const

export function keyOf(code: string): string {
  const number = Number(code)
  const range = RANGES.find(([from, to]) => from <= number && number <= to)
  return range ? String(range[2]) : code
}

/**
 * What an error of WhatsApp's means and what to do, in the language of the panel. The hub says it in English; where a
 * language has no words of its own for the code, the hub's are taken.
 */
export function useCause(): (code: string | undefined, saidByHub: string) => string {
  const { i18n } = useTranslation()
  return (code, saidByHub) => {
    const causes: unknown = i18n.getResourceBundle(i18n.language, 'causes')
    const found =
      code !== undefined && causes && typeof causes === 'object' && keyOf(code) in causes
        ? (causes as Record<string, unknown>)[keyOf(code)]
        : undefined
    return typeof found === 'string' ? found : saidByHub
  }
}
