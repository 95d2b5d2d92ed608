import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeBlock } from '@/ui/Code'
import { Tabs } from '@/ui/Tabs'
import java from './snippets/Verify.java.txt?raw'
import go from './snippets/verify.go.txt?raw'
import node from './snippets/verify.js.txt?raw'
import php from './snippets/verify.php.txt?raw'
import python from './snippets/verify.py.txt?raw'

const LANGUAGES = [
  { id: 'node', name: 'Node.js', code: node },
  { id: 'python', name: 'Python', code: python },
  { id: 'php', name: 'PHP', code: php },
  { id: 'java', name: 'Java', code: java },
  { id: 'go', name: 'Go', code: go },
] as const

export function VerifySnippets() {
  const { t } = useTranslation()
  const [language, setLanguage] = useState<(typeof LANGUAGES)[number]['id']>('node')
  return (
    <div className="grid gap-3">
      <p className="text-sm text-ink-soft">{t('webhooks.detail.verifyText')}</p>
      <Tabs
        label={t('webhooks.detail.verify')}
        value={language}
        onChange={setLanguage}
        tabs={LANGUAGES.map(({ id, name, code }) => ({
          id,
          label: name,
          content: <CodeBlock label={name} code={code} />,
        }))}
      />
    </div>
  )
}
