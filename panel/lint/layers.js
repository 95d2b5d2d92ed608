import path from 'node:path'

/**
 * Holds the drawing to its word: app → features → ui, api → i18n, lib.
 * A layer may import layers below its own; features do not know each other, nor do ui and api.
 */
const MAY_IMPORT = {
  app: ['app', 'features', 'ui', 'api', 'i18n', 'lib'],
  features: ['ui', 'api', 'i18n', 'lib'],
  ui: ['ui', 'i18n', 'lib'],
  api: ['api', 'lib'],
  i18n: ['i18n', 'lib'],
  lib: ['lib'],
}

/** The layer of a file below src, and for features also which feature. */
export function placeOf(file) {
  const parts = file.split(path.sep).join('/').split('/src/').at(-1).split('/')
  const [layer, second] = parts
  if (!(layer in MAY_IMPORT)) return null
  return { layer, feature: layer === 'features' ? second : null }
}

/** Why `from` may not import `to`, or null. */
export function objection(from, to) {
  if (!from || !to) return null
  if (from.layer === 'features' && to.layer === 'features') {
    return from.feature === to.feature
      ? null
      : `features/${from.feature} must not import features/${to.feature}`
  }
  return MAY_IMPORT[from.layer].includes(to.layer) ? null : `${from.layer} must not import ${to.layer}`
}

function target(filename, source) {
  if (source.startsWith('@/')) return `/src/${source.slice(2)}`
  if (source.startsWith('.')) return path.resolve(path.dirname(filename), source)
  return null
}

const layers = {
  meta: { type: 'problem', schema: [] },
  create(context) {
    const from = placeOf(context.filename)
    function check(node) {
      if (typeof node.source?.value !== 'string') return
      const to = target(context.filename, node.source.value)
      const why = to && objection(from, placeOf(to))
      if (why) context.report({ node, message: why })
    }
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration(node) {
        if (node.source) context.report({ node, message: 'no barrel files: import from where it is written' })
      },
      ExportAllDeclaration(node) {
        context.report({ node, message: 'no barrel files: import from where it is written' })
      },
    }
  },
}

export default { rules: { layers } }
