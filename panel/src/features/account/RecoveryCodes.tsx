import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { saveBlob } from '@/lib/saveBlob'
import { Button } from '@/ui/Button'
import { Checkbox } from '@/ui/Checkbox'
import { CodeBlock } from '@/ui/Code'
import { DialogActions } from '@/ui/Dialog'

/** Shown once. Nobody gets past it by accident. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const { t } = useTranslation()
  const [kept, setKept] = useState(false)
  const text = codes.join('\n')
  return (
    <div className="grid gap-4">
      <p className="text-sm text-ink-soft">{t('account.recovery.text')}</p>
      <CodeBlock code={text} label={t('account.recovery.label')} />
      <Button
        className="justify-self-start"
        onClick={() => saveBlob(new Blob([`${text}\n`], { type: 'text/plain' }), 'palomar.txt')}
      >
        {t('account.recovery.save')}
      </Button>
      <Checkbox label={t('account.recovery.kept')} checked={kept} onChange={setKept} />
      <DialogActions>
        <Button variant="primary" disabled={!kept} onClick={onDone}>
          {t('common.done')}
        </Button>
      </DialogActions>
    </div>
  )
}
