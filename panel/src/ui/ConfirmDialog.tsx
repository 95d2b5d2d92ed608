import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from './Button'
import { Dialog, DialogActions } from './Dialog'
import { Field } from './Field'
import { Input } from './Input'

type Props = {
  open: boolean
  onClose: () => void
  title: string
  children: ReactNode
  action: string
  onConfirm: () => void
  busy?: boolean
  error?: ReactNode
  /** When given, this name has to be typed first. */
  name?: string
}

/** Asks once, clearly, before something that cannot be undone. */
export function ConfirmDialog({
  open,
  onClose,
  title,
  children,
  action,
  onConfirm,
  busy,
  error,
  name,
}: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const ready = name === undefined || typed.trim() === name.trim()
  function close() {
    setTyped('')
    onClose()
  }
  return (
    <Dialog open={open} onClose={close} title={title}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready && !busy) onConfirm()
        }}
      >
        <div className="grid gap-2 text-sm text-ink-soft">{children}</div>
        {name !== undefined && (
          <Field label={t('ui.typeName', { name })}>
            {(control) => (
              <Input
                {...control}
                value={typed}
                onChange={(event) => setTyped(event.target.value)}
                autoComplete="off"
              />
            )}
          </Field>
        )}
        {error}
        <DialogActions>
          <Button onClick={close}>{t('common.cancel')}</Button>
          <Button type="submit" variant="danger" disabled={!ready} busy={busy}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
