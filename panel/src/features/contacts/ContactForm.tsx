import { Plus, Trash2 } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useChangeContact } from '@/api/contacts/contacts'
import type { Contact } from '@/api/types'
import { Button, IconButton } from '@/ui/Button'
import { ErrorState } from '@/ui/ErrorState'
import { Field } from '@/ui/Field'
import { Input, Textarea } from '@/ui/Input'
import { Tag } from '@/ui/show/Tag'
import { toast } from '@/ui/toast'
import { changesOf, type Edited, editedOf } from './edited'

/** What the company knows of somebody: name, tags, its own fields, a note. */
export function ContactForm({ contact }: { contact: Contact }) {
  const { t } = useTranslation()
  const change = useChangeContact(contact.id)
  const [begun, setBegun] = useState(() => ({ from: contact, edited: editedOf(contact) }))
  const [tag, setTag] = useState('')
  const { from, edited } = begun
  const put = (changed: Partial<Edited>) => setBegun({ from, edited: { ...edited, ...changed } })
  const changes = changesOf(from, edited)
  // What others changed meanwhile is shown, unless somebody is in the middle of it here: then only theirs is told.
  if (changes === null && from.updatedAt !== contact.updatedAt) {
    setBegun({ from: contact, edited: editedOf(contact) })
  }
  function addTag(event: KeyboardEvent) {
    if (event.key !== 'Enter' && event.key !== ',') return
    event.preventDefault()
    const word = tag.trim()
    if (word && !edited.tags.includes(word)) put({ tags: [...edited.tags, word] })
    setTag('')
  }
  return (
    <form
      noValidate
      className="grid gap-4 @md:grid-cols-2"
      onSubmit={(event) => {
        event.preventDefault()
        if (!changes) return
        change.mutate(changes, {
          onSuccess: (saved) => {
            setBegun({ from: saved, edited: editedOf(saved) })
            toast(t('common.saved'))
          },
        })
      }}
    >
      <Field label={t('common.name')} hint={t('contacts.nameHint')}>
        {(control) => (
          <Input
            {...control}
            value={edited.name}
            maxLength={200}
            autoComplete="off"
            onChange={(event) => put({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('contacts.tags')} hint={t('contacts.tagsHint')}>
        {(control) => (
          <div className="grid gap-1.5">
            <Input
              {...control}
              value={tag}
              maxLength={40}
              autoComplete="off"
              onChange={(event) => setTag(event.target.value)}
              onKeyDown={addTag}
            />
            <div className="flex flex-wrap gap-1 empty:hidden">
              {edited.tags.map((each) => (
                <Tag
                  key={each}
                  name={each}
                  onRemove={() => put({ tags: edited.tags.filter((word) => word !== each) })}
                >
                  {each}
                </Tag>
              ))}
            </div>
          </div>
        )}
      </Field>
      <fieldset className="grid gap-2 @md:col-span-2">
        <legend className="mb-1 text-sm font-medium">{t('contacts.fields')}</legend>
        {edited.fields.map(({ name, value }, index) => (
          <div key={index} className="flex gap-2">
            <Input
              aria-label={t('contacts.fieldName')}
              placeholder={t('contacts.fieldName')}
              value={name}
              maxLength={60}
              className="basis-2/5"
              onChange={(event) =>
                put({ fields: edited.fields.with(index, { name: event.target.value, value }) })
              }
            />
            <Input
              aria-label={t('contacts.fieldValue', { name })}
              placeholder={t('contacts.fieldValue', { name: '' })}
              value={value}
              maxLength={1000}
              className="flex-1"
              onChange={(event) =>
                put({ fields: edited.fields.with(index, { name, value: event.target.value }) })
              }
            />
            <IconButton
              label={t('ui.remove', { name })}
              onClick={() => put({ fields: edited.fields.toSpliced(index, 1) })}
            >
              <Trash2 aria-hidden className="size-4" />
            </IconButton>
          </div>
        ))}
        <div>
          <Button
            size="sm"
            variant="ghost"
            onClick={() => put({ fields: [...edited.fields, { name: '', value: '' }] })}
            icon={<Plus aria-hidden className="size-3.5" />}
          >
            {t('contacts.addField')}
          </Button>
        </div>
      </fieldset>
      <Field label={t('contacts.note')} className="@md:col-span-2">
        {(control) => (
          <Textarea
            {...control}
            value={edited.note}
            maxLength={4000}
            onChange={(event) => put({ note: event.target.value })}
          />
        )}
      </Field>
      {change.isError && (
        <div className="@md:col-span-2">
          <ErrorState error={change.error} />
        </div>
      )}
      <div className="@md:col-span-2">
        <Button type="submit" variant="primary" disabled={!changes} busy={change.isPending}>
          {t('common.save')}
        </Button>
      </div>
    </form>
  )
}
