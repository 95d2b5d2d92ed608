const LOCALES = [
  'es-AR', 'es-BO', 'es-CL', 'es-CO', 'es-CR', 'es-DO', 'es-EC', 'es-ES', 'es-GT', 'es-HN', 'es-MX', 'es-NI',
  'es-PA', 'es-PE', 'es-PY', 'es-SV', 'es-US', 'es-UY', 'es-VE', 'en-GB', 'en-US', 'pt-BR', 'pt-PT',
] // prettier-ignore

/** Languages to choose from, with one that is not among them but in use. */
export function localesWith(inUse: string): readonly string[] {
  return LOCALES.includes(inUse) ? LOCALES : [inUse, ...LOCALES]
}

export function timeZonesWith(inUse: string): readonly string[] {
  const all = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
  return all.includes(inUse) ? all : [inUse, ...all]
}

/** Where this browser is: a new company is probably there, too. */
export function hereLocale(): string {
  return navigator.languages.find((tag) => LOCALES.includes(tag)) ?? 'es-AR'
}

export function hereTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function localeName(locale: string, language: string): string {
  return (
    new Intl.DisplayNames(language, { type: 'language', languageDisplay: 'standard' }).of(locale) ?? locale
  )
}
