import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDisableSecondFactor, useRenewRecoveryCodes } from '@/api/queries/account'
import { problemOf } from '@/lib/problem'
import { Button } from '@/ui/Button'
import { CodeField } from '@/ui/choose/CodeField'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { toast } from '@/ui/toast'
import { CurrentPassword } from './CurrentPassword'
import { RecoveryCodes } from './RecoveryCodes'

/** New recovery codes, or no second factor any more: both ask for password and code. */
export function ProveDialog({ what, onClose }: { what: 'codes' | 'off'; onClose: () => void }) {
  const { t } = useTranslation()
  const renew = useRenewRecoveryCodes()
  const disable = useDisableSecondFactor()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const running = what === 'codes' ? renew : disable
  const faulty = running.isError ? problemOf(running.error).fields.map(({ field }) => field) : []
  function submit(event: FormEvent) {
    event.preventDefault()
    const body = { password, code }
    if (what === 'codes') renew.mutate(body)
    else
      disable.mutate(body, {
        onSuccess: () => {
          toast(t('account.factor.switchedOff'))
          onClose()
        },
      })
  }
  if (renew.data) {
    return (
      <Dialog open keepOpen onClose={onClose} title={t('account.recovery.title')}>
        <RecoveryCodes codes={renew.data.recoveryCodes} onDone={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog
      open
      keepOpen
      onClose={onClose}
      title={what === 'codes' ? t('account.factor.renew') : t('account.factor.switchOff')}
      description={what === 'codes' ? t('account.recovery.renewText') : t('account.factor.offText')}
    >
      <form noValidate className="grid gap-4" onSubmit={submit}>
        <CurrentPassword
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          error={faulty.includes('password') ? t('account.password.wrong') : undefined}
        />
        <CodeField
          value={code}
          onChange={setCode}
          error={faulty.includes('code') ? t('account.code.wrong') : undefined}
        />
        {running.isError && faulty.length === 0 && <ErrorState error={running.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button
            type="submit"
            variant={what === 'off' ? 'danger' : 'primary'}
            busy={running.isPending}
            disabled={!password || !code.trim()}
          >
            {what === 'codes' ? t('account.factor.renew') : t('account.factor.switchOff')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
