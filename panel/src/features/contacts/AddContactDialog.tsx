import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useCreateContact } from '@/api/contacts/contacts'
import { problemOf } from '@/lib/problem'
import { Button } from '@/ui/Button'
import { Dialog, DialogActions } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input } from '@/ui/Input'

type Props = { onClose: () => void; onAdded: (id: string) => void }

export function AddContactDialog({ onClose, onAdded }: Props) {
  const { t } = useTranslation()
  const create = useCreateContact()
  const [phone, setPhone] = useState('')
  const [name, setName] = useState('')
  const problem = create.isError ? problemOf(create.error) : null
  const of = (field: string) => problem?.fields.find((each) => each.field === field)?.message
  function submit() {
    create.mutate(
      { phone: phone.replace(/[\s().-]/g, ''), ...(name.trim() && { name: name.trim() }) },
      { onSuccess: ({ id }) => onAdded(id) },
    )
  }
  return (
    <Dialog
      open
      keepOpen
      onClose={onClose}
      title={t('contacts.add.title')}
      description={t('contacts.add.hint')}
    >
      <form
        noValidate
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Field label={t('contacts.phone')} hint={t('contacts.add.phoneHint')} error={of('phone')}>
          {(control) => (
            <Input {...control} type="tel" value={phone} onChange={(event) => setPhone(event.target.value)} />
          )}
        </Field>
        <Field label={t('common.name')} optional={t('common.optional')} error={of('name')}>
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={200}
              onChange={(event) => setName(event.target.value)}
            />
          )}
        </Field>
        {create.isError && problem?.fields.length === 0 && <ErrorState error={create.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" variant="primary" busy={create.isPending} disabled={phone.trim() === ''}>
            {t('common.add')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  )
}
