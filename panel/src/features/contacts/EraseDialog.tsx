import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { erasure, useErase } from '@/api/contacts/jobs'
import type { Contact } from '@/api/types'
import type { Words } from '@/i18n/words'
import { formatNumber } from '@/lib/format'
import { Button } from '@/ui/Button'
import { CopyField } from '@/ui/Code'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Notice } from '@/ui/Notice'
import { Progress } from '@/ui/show/Progress'
import { Stat } from '@/ui/show/Stat'
import { confirmationOf, nameOf } from './people'

type Props = { contact: Contact; onClose: () => void; onErased: () => void }

/** Erases a person after their name was typed, and shows the certificate. It goes on when the dialog is closed. */
export function EraseDialog({ contact, onClose, onErased }: Props) {
  const { t } = useTranslation()
  const erase = useErase()
  const name = confirmationOf(contact)
  if (erase.data) return <Certificate id={erase.data.id} onClose={onErased} />
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t('contacts.erase.title', { name: nameOf(contact, t) })}
      action={t('contacts.erase.action')}
      name={name}
      busy={erase.isPending}
      error={erase.isError && <ErrorState error={erase.error} />}
      onConfirm={() => erase.mutate({ id: contact.id, confirm: name })}
    >
      <p>{t('contacts.erase.text')}</p>
      <p>{t('contacts.erase.final')}</p>
    </ConfirmDialog>
  )
}

function Certificate({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const { data } = useQuery(erasure(id))
  const certificate = data?.certificate
  // What a newer hub counts besides is shown by its own word.
  const called = (what: string) =>
    i18n.exists(`contacts.erase.what.${what}`)
      ? t(`contacts.erase.what.${what as keyof Words['contacts']['erase']['what']}`)
      : what
  const done = certificate != null
  useEffect(() => {
    if (!done) return
    void queries.invalidateQueries({ queryKey: ['contacts', 'list'] })
    void queries.invalidateQueries({ queryKey: ['inbox'] })
  }, [done, queries])
  return (
    <Dialog
      open
      keepOpen
      onClose={onClose}
      title={done ? t('contacts.erase.done') : t('contacts.erase.running')}
    >
      <div className="grid gap-4" role="status">
        {!done && <Progress label={t('contacts.erase.running')} value={null} />}
        {data?.problem && <Notice tone="warn">{data.problem}</Notice>}
        {certificate && (
          <>
            <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3">
              {Object.entries(certificate.erased).map(([what, count]) => (
                <Stat key={what} label={called(what)} value={formatNumber(count, i18n.language)} />
              ))}
            </dl>
            <CopyField label={t('contacts.erase.digest')} value={certificate.digest} />
          </>
        )}
        <DialogActions>
          <Button variant="primary" onClick={onClose}>
            {done ? t('common.done') : t('contacts.import.leave')}
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  )
}
