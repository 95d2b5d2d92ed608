import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import palomar from './lint/layers.js'

export default tseslint.config(
  { ignores: ['dist', 'screenshots', 'test-results', 'src/api/schema.ts'] },
  ...tseslint.configs.strict,
  {
    files: ['src/**/*.{ts,tsx}', 'lint/**/*.ts'],
    plugins: { palomar, 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'palomar/layers': 'error',
      'max-lines': ['error', { max: 400 }],
      'no-restricted-syntax': [
        'error',
        {
          selector: "JSXAttribute[name.name='dangerouslySetInnerHTML']",
          message: 'What people write is shown as text only.',
        },
      ],
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  { files: ['src/**/*.tsx'], ...jsxA11y.flatConfigs.recommended },
  {
    files: ['src/**/*.tsx'],
    // A region that scrolls has to be reachable by keyboard; axe checks that, this rule forbids it.
    // What customers send has no captions that could be shown.
    rules: { 'jsx-a11y/no-noninteractive-tabindex': 'off', 'jsx-a11y/media-has-caption': 'off' },
  },
)
