import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBeginSecondFactor, useConfirmSecondFactor } from '@/api/queries/account'
import { problemOf } from '@/lib/problem'
import { Button } from '@/ui/Button'
import { CodeField } from '@/ui/choose/CodeField'
import { CopyField } from '@/ui/Code'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { CurrentPassword } from './CurrentPassword'
import { RecoveryCodes } from './RecoveryCodes'

/** Password, then the key for the app, then a code of it, then the recovery codes. */
export function EnrolDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const begin = useBeginSecondFactor()
  const confirm = useConfirmSecondFactor()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const fault = (error: unknown, name: string) =>
    problemOf(error).fields.find(({ field }) => field === name)?.message
  function finish() {
    void queries.invalidateQueries({ queryKey: ['me'] })
    onClose()
  }
  const passwordFault = begin.isError ? fault(begin.error, 'password') : undefined
  const codeFault = confirm.isError ? fault(confirm.error, 'code') : undefined
  return (
    <Dialog
      open
      keepOpen
      onClose={confirm.data ? finish : onClose}
      title={confirm.data ? t('account.recovery.title') : t('account.enrol.title')}
    >
      {confirm.data ? (
        <RecoveryCodes codes={confirm.data.recoveryCodes} onDone={finish} />
      ) : begin.data ? (
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            confirm.mutate({ code })
          }}
        >
          <p className="text-sm text-ink-soft">{t('account.enrol.scan')}</p>
          <img
            src={`data:image/png;base64,${begin.data.png}`}
            alt={t('account.enrol.qr')}
            width={200}
            height={200}
            className="mx-auto rounded-md bg-white"
          />
          <CopyField label={t('account.enrol.key')} value={begin.data.key} />
          <CodeField
            value={code}
            onChange={setCode}
            recovery={false}
            error={codeFault ? t('account.code.wrong') : undefined}
          />
          {confirm.isError && !codeFault && <ErrorState error={confirm.error} />}
          <DialogActions>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="primary" busy={confirm.isPending} disabled={!code.trim()}>
              {t('account.factor.switchOn')}
            </Button>
          </DialogActions>
        </form>
      ) : (
        <form
          noValidate
          className="grid gap-4"
          onSubmit={(event: FormEvent) => {
            event.preventDefault()
            begin.mutate({ password })
          }}
        >
          <p className="text-sm text-ink-soft">{t('account.enrol.why')}</p>
          <CurrentPassword
            value={password}
            onChange={(event) => setPassword(event.target.value)}
            error={passwordFault ? t('account.password.wrong') : undefined}
          />
          {begin.isError && !passwordFault && <ErrorState error={begin.error} />}
          <DialogActions>
            <Button onClick={onClose}>{t('common.cancel')}</Button>
            <Button type="submit" variant="primary" busy={begin.isPending} disabled={!password}>
              {t('account.enrol.next')}
            </Button>
          </DialogActions>
        </form>
      )}
    </Dialog>
  )
}
