import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** Sentences of the hub's with blanks, such as `must have at most {{most}} characters`, and how a language says them. */
export type Sentences = Readonly<Record<string, string>>

type Saying = { pattern: RegExp; said: string }

const BLANK = /\{\{([a-z]+)\}\}/g
/** What fills a blank: a figure, a word, or words in a row, but never half a sentence. */
const FILLING = String.raw`\S+(?:, \S+)*`
/** What Meta says, or somebody's own words: this blank alone takes anything. */
const FREE = 'sentence'
const compiled = new WeakMap<Sentences, readonly Saying[]>()

function sayings(sentences: Sentences): readonly Saying[] {
  const known = compiled.get(sentences)
  if (known) return known
  const made = Object.entries(sentences).map(([sentence, said]) => {
    // What stands between the blanks is taken literally.
    const literal = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
    const parts = sentence
      .split(BLANK)
      .map((part, index) => (index % 2 ? `(?<${part}>${part === FREE ? '.+' : FILLING})` : literal(part)))
    return { pattern: new RegExp(`^${parts.join('')}$`, 'u'), said }
  })
  compiled.set(sentences, made)
  return made
}

/** What the hub says about a field in the words of `sentences`, else as the hub says it. */
export function inWords(message: string, sentences: Sentences): string {
  const plain = sentences[message]
  if (plain) return plain
  for (const { pattern, said } of sayings(sentences)) {
    const found = pattern.exec(message)
    if (found) return said.replace(BLANK, (_, name: string) => found.groups?.[name] ?? '')
  }
  return message
}

/**
 * What the hub says about a field, in the language of the panel. The hub says it in English; a sentence that it does
 * not know, and one of the panel's own, stays as it is.
 */
export function useFault(): (message: string) => string {
  const { i18n } = useTranslation()
  return useCallback(
    (message) => {
      const sentences: unknown = i18n.getResourceBundle(i18n.language, 'faults')
      return sentences && typeof sentences === 'object' ? inWords(message, sentences as Sentences) : message
    },
    [i18n],
  )
}
