import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import spanish from './es/faults.json'
import { inWords } from './faults'

const HUB = path.resolve(import.meta.dirname, '../../../hub/src/main/java/dev/palomar')
/** A text in quotes, a name, a call of something without arguments, or one in brackets. */
const PART = String.raw`(?:"(?:[^"\\]|\\.)*"|[\w.]+(?:\([^()"]*\))?|\([^()"]*\))`
const SUM = String.raw`${PART}(?:\s*\+\s*${PART})*`
const FAULT = new RegExp(
  String.raw`\b(?:fault|wrong|refused|Fault|InvalidValue)\(\s*${SUM}\s*,\s*(${SUM})\s*\)|\b(?:notSeen|Optional\.of)\(\s*(${SUM})\s*\)`,
  'g',
)

/** What the hub's code says about fields, with figures where it puts a value. */
function saidBy(file: string): string[] {
  const source = readFileSync(path.join(HUB, file), 'utf8')
  return [...source.matchAll(FAULT)].flatMap(([, told, alone]) => {
    const sum = told ?? alone ?? ''
    const parts = sum.match(new RegExp(PART, 'g')) ?? []
    if (!parts.some((part) => part.startsWith('"'))) return []
    return parts.map((part) => (part.startsWith('"') ? part.slice(1, -1) : '7')).join('')
  })
}

describe('what the hub says about a field', () => {
  it('is said in Spanish with its figures', () => {
    expect(inWords('must have at most 64 characters', spanish)).toBe('Admite 64 caracteres como máximo.')
    expect(inWords('must be from 1 to 365', spanish)).toBe('Tiene que estar entre 1 y 365.')
    expect(inWords('expected 1 to 120 characters', spanish)).toBe('Tiene que tener de 1 a 120 caracteres.')
    expect(inWords('expected one of image, text, video', spanish)).toBe(
      'Tiene que ser uno de estos: image, text, video.',
    )
    expect(inWords('expected es or en', spanish)).toBe('Tiene que ser es o en.')
  })

  it('is said in Spanish with the words of others in it', () => {
    expect(inWords("the number's business account has no template aviso", spanish)).toBe(
      'La cuenta de empresa del número no tiene una plantilla aviso.',
    )
    expect(inWords('the template aviso (es_AR) was rejected by Meta: INVALID_FORMAT', spanish)).toBe(
      'Meta rechazó la plantilla aviso (es_AR): INVALID_FORMAT',
    )
    expect(inWords("the template's body takes 2 values, and there is 1", spanish)).toBe(
      'La parte body de la plantilla lleva 2 variables y hay 1.',
    )
    expect(
      inWords('the template\'s button 0 (Ver mi pedido) needs a value, as {"type":"button"}', spanish),
    ).toBe('El botón 0 de la plantilla (Ver mi pedido) lleva una variable, así: {"type":"button"}')
  })

  it('stays as it is when nobody translated it, and so does what the panel itself says', () => {
    for (const own of ['is made of cheese', 'expected a big cheese or a small one', 'Escriba un nombre.', ''])
      expect(inWords(own, spanish)).toBe(own)
  })

  it('has the same blanks in both languages', () => {
    const blanks = (text: string) => [...text.matchAll(/\{\{([a-z]+)\}\}/g)].map(([blank]) => blank)
    for (const [english, said] of Object.entries(spanish))
      expect(blanks(english), english).toEqual(expect.arrayContaining(blanks(said)))
  })

  it.each([
    'api/http/Fields.java',
    'api/http/Faults.java',
    'outbound/request/Form.java',
    'outbound/References.java',
    'webhook/AddressGuard.java',
    'webhook/Webhooks.java',
    'tenant/people/PasswordCheck.java',
    'tenant/people/SecondFactors.java',
    'api/agent/AgentForm.java',
    'api/agent/RunRoutes.java',
    'api/inbox/ContactForms.java',
    'api/resource/DeviceRoutes.java',
    'api/resource/ApiKeyRoutes.java',
    'api/inbox/PrivacyRoutes.java',
    'api/resource/EndpointRoutes.java',
    'device/CloudCredentials.java',
    'device/DeviceChange.java',
    'conversation/work/Labels.java',
    'template/DraftRules.java',
    'template/TemplateDraft.java',
    'template/Fitting.java',
    'template/Review.java',
    'outbound/request/SendRequest.java',
    'outbound/request/FileForms.java',
    'outbound/request/InteractiveForms.java',
    'outbound/check/ConnectivityTest.java',
    'conversation/contact/ContactFile.java',
  ])('is told by %s in sentences that Spanish has', (file) => {
    const said = saidBy(file).filter((sentence) => sentence !== 'expected 7')
    expect(said.length).toBeGreaterThan(0)
    expect(said.filter((sentence) => inWords(sentence, spanish) === sentence)).toEqual([])
  })
})
