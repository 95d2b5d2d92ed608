import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '../Field'
import { Input } from '../Input'

type Props = {
  value: string
  onChange: (code: string) => void
  error?: string | undefined
  recovery?: boolean
}

/** The code of an authenticator app; on request a recovery code instead. */
export function CodeField({ value, onChange, error, recovery = true }: Props) {
  const { t } = useTranslation()
  const [lost, setLost] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  // Nobody comes here to do anything but type the code.
  useEffect(() => input.current?.focus(), [lost])
  return (
    <div className="grid gap-2">
      <Field
        label={lost ? t('account.code.recovery') : t('account.code.label')}
        hint={lost ? t('account.code.recoveryHint') : t('account.code.hint')}
        error={error}
      >
        {(control) => (
          <Input
            {...control}
            key={String(lost)}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            ref={input}
            autoComplete={lost ? 'off' : 'one-time-code'}
            inputMode={lost ? 'text' : 'numeric'}
            maxLength={lost ? 24 : 8}
            spellCheck={false}
            autoCapitalize="none"
            className="font-mono tracking-widest"
          />
        )}
      </Field>
      {recovery && (
        <button
          type="button"
          className="justify-self-start text-xs font-medium text-accent-text underline underline-offset-2"
          onClick={() => {
            setLost(!lost)
            onChange('')
          }}
        >
          {lost ? t('account.code.useApp') : t('account.code.useRecovery')}
        </button>
      )}
    </div>
  )
}
