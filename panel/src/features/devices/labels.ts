/** Labels as people type them, one after another with commas between; each counts once. */
export function labelsOf(text: string): string[] {
  return [...new Set(text.split(',').map((label) => label.trim().replace(/\s+/g, ' ')))].filter(Boolean)
}
