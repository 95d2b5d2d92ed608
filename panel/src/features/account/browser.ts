const BROWSERS = [
  ['Edge', /Edg(?:e|A|iOS)?\//],
  ['Opera', /OPR\//],
  ['Firefox', /(?:Firefox|FxiOS)\//],
  ['Chrome', /(?:Chrome|CriOS)\//],
  ['Safari', /Version\/.*Safari\//],
] as const

const SYSTEMS = [
  ['Android', /Android/],
  ['iOS', /iPhone|iPad/],
  ['Windows', /Windows/],
  ['macOS', /Mac OS X/],
  ['Linux', /Linux/],
] as const

/** What a browser calls itself, in two words; what is none is told as it is, shortened. */
export function browserName(agent: string): string {
  const browser = BROWSERS.find(([, form]) => form.test(agent))?.[0]
  const system = SYSTEMS.find(([, form]) => form.test(agent))?.[0]
  return browser ? [browser, system].filter(Boolean).join(' · ') : agent.slice(0, 40)
}
