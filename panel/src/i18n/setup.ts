import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'

export const LANGUAGES = ['es', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

const KEY = 'palomar.language'

/** A language's words are a chunk of its own; only the one in use is fetched. */
const WORDS: Record<Language, () => Promise<{ words: object; causes?: object }>> = {
  es: () => import('./es/all'),
  en: () => import('./en/all'),
}

/** What the hub says about fields, for the languages that are not its own; nobody waits for it. */
const FAULTS: Partial<Record<Language, () => Promise<{ default: object }>>> = {
  es: () => import('./es/faults.json'),
}

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value)
}

/** What was chosen here before, else what the browser prefers, else Spanish. */
function firstLanguage(): Language {
  const stored = localStorage.getItem(KEY)
  if (isLanguage(stored)) return stored
  return navigator.languages.map((tag) => tag.slice(0, 2)).find(isLanguage) ?? 'es'
}

async function load(language: Language) {
  if (!i18next.hasResourceBundle(language, 'translation')) {
    const { words, causes } = await WORDS[language]()
    i18next.addResourceBundle(language, 'translation', words)
    i18next.addResourceBundle(language, 'causes', causes ?? {})
    void FAULTS[language]?.().then(
      (faults) => i18next.addResourceBundle(language, 'faults', faults.default),
      () => undefined,
    )
  }
}

export async function chooseLanguage(language: Language) {
  await load(language)
  await i18next.changeLanguage(language)
  localStorage.setItem(KEY, language)
  document.documentElement.lang = language
}

export async function setUpWords(language: Language = firstLanguage()) {
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: {},
    // Words such as `messages:send` are keys; one namespace holds all words.
    nsSeparator: false,
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  })
  await load(language)
  await i18next.changeLanguage(language)
  document.documentElement.lang = language
}
