import js from '@eslint/js'

const globals = Object.fromEntries(
  [
    'process',
    'Buffer',
    'setTimeout',
    'clearTimeout',
    'setInterval',
    'clearInterval',
    'setImmediate',
    'URL',
    'fetch',
    'AbortController',
    'AbortSignal',
    'console',
    'globalThis',
  ].map(name => [name, 'readonly']),
)

export default [
  js.configs.recommended,
  {
    languageOptions: { ecmaVersion: 2023, sourceType: 'module', globals },
    rules: {
      'max-lines': ['error', { max: 400 }],
      'no-console': 'error',
      'no-restricted-properties': ['error', { object: 'process', property: 'stdout', message: 'Nothing is printed: standard output stays empty.' }],
    },
  },
  { files: ['src/checked.js'], rules: { 'no-console': 'off' } },
]
