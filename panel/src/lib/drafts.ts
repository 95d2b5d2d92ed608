/**
 * What somebody began to write, per conversation. It survives a reload and goes when it is sent or when they sign out.
 * Where the browser has no storage it is kept as long as the page is open.
 */
const PREFIX = 'palomar.draft.'
const LONGEST = 8_192
const kept = new Map<string, string>()

export function draftOf(conversationId: string): string {
  try {
    return localStorage.getItem(PREFIX + conversationId) ?? kept.get(conversationId) ?? ''
  } catch {
    return kept.get(conversationId) ?? ''
  }
}

export function keepDraft(conversationId: string, text: string) {
  kept.set(conversationId, text)
  try {
    if (text === '') localStorage.removeItem(PREFIX + conversationId)
    else localStorage.setItem(PREFIX + conversationId, text.slice(0, LONGEST))
  } catch {
    // Storage is full or forbidden: the page remembers.
  }
}

export function forgetDrafts() {
  kept.clear()
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .forEach((key) => localStorage.removeItem(key))
  } catch {
    // Nothing was stored then.
  }
}
