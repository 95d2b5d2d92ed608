import { useMutation } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Contact as ContactIcon, Download, Plus, Search, Upload } from 'lucide-react'
import { useCallback, useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { contactList } from '@/api/contacts/contacts'
import { contactsAsCsv } from '@/api/contacts/jobs'
import { useEndless } from '@/api/useEndless'
import { useMayManage } from '@/api/queries/me'
import { saveBlob } from '@/lib/saveBlob'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Input } from '@/ui/Input'
import { Page } from '@/ui/Page'
import { SkeletonRows } from '@/ui/Skeleton'
import { Tag } from '@/ui/show/Tag'
import { EndlessList } from '@/ui/show/EndlessList'
import { AddContactDialog } from './AddContactDialog'
import { ContactRow } from './ContactRow'
import { ContactSheet } from './ContactSheet'
import { ImportDialog } from './ImportDialog'
import type { ContactSearch } from './search'

const route = getRouteApi('/signedIn/contacts')

/** Everybody who wrote to the company or is known to it. */
export function ContactsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMayManage()
  const [importing, setImporting] = useState(false)
  const change = useCallback(
    (changes: Partial<ContactSearch>) =>
      void navigate({ search: (before) => ({ ...before, ...changes }), replace: true }),
    [navigate],
  )
  const [typed, setTyped] = useState(search.q ?? '')
  const sought = useDeferredValue(typed.trim())
  useEffect(() => {
    const timer = setTimeout(() => change({ q: sought || undefined }), 250)
    return () => clearTimeout(timer)
  }, [sought, change])
  const query = { ...(search.q && { q: search.q }), ...(search.tag && { tag: search.tag }) }
  const found = useEndless(contactList(query))
  const { list, items } = found
  const csv = useMutation({
    mutationFn: () => contactsAsCsv(query),
    onSuccess: (file) => saveBlob(file, 'contacts.csv'),
  })
  const filtered = Object.keys(query).length > 0
  const add = (
    <Button
      variant="primary"
      onClick={() => change({ add: true })}
      icon={<Plus aria-hidden className="size-4" />}
    >
      {t('contacts.add.title')}
    </Button>
  )
  return (
    <Page
      title={t('contacts.title')}
      hint={t('contacts.hint')}
      actions={
        <>
          {mayManage && (
            <>
              <Button
                busy={csv.isPending}
                onClick={() => csv.mutate()}
                icon={<Download aria-hidden className="size-4" />}
              >
                {t('contacts.export')}
              </Button>
              <Button onClick={() => setImporting(true)} icon={<Upload aria-hidden className="size-4" />}>
                {t('contacts.import.title')}
              </Button>
            </>
          )}
          {add}
        </>
      }
    >
      {csv.isError && <ErrorState error={csv.error} onRetry={() => csv.mutate()} />}
      <div className="flex flex-wrap items-center gap-2">
        <div className="relative w-full sm:w-80">
          <Search
            aria-hidden
            className="pointer-events-none absolute top-1/2 left-2.5 size-4 -translate-y-1/2 text-ink-faint"
          />
          <Input
            aria-label={t('contacts.search')}
            placeholder={t('contacts.search')}
            value={typed}
            maxLength={100}
            autoComplete="off"
            className="pl-8"
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        {search.tag && (
          <Tag name={search.tag} onRemove={() => change({ tag: undefined })}>
            {search.tag}
          </Tag>
        )}
      </div>
      <Card className="flex h-[calc(100dvh-13rem)] min-h-80 flex-col overflow-hidden">
        {list.isPending && <SkeletonRows rows={10} />}
        {list.isError && !list.data && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && (
          <EmptyState
            icon={ContactIcon}
            title={filtered ? t('contacts.empty.filtered') : t('contacts.empty.title')}
            action={
              filtered ? (
                <Button
                  onClick={() => {
                    setTyped('')
                    change({ q: undefined, tag: undefined })
                  }}
                >
                  {t('common.clearFilters')}
                </Button>
              ) : (
                add
              )
            }
          >
            {!filtered && t('contacts.empty.text')}
          </EmptyState>
        )}
        {items.length > 0 && (
          <EndlessList
            label={t('contacts.title')}
            found={found}
            estimate={53}
            render={(contact) => (
              <ContactRow
                contact={contact}
                onOpen={() => change({ open: contact.id })}
                onTag={(tag) => change({ tag })}
              />
            )}
          />
        )}
      </Card>
      {search.open && <ContactSheet id={search.open} onClose={() => change({ open: undefined })} />}
      {search.add && (
        <AddContactDialog
          onClose={() => change({ add: undefined })}
          onAdded={(id) => change({ add: undefined, open: id })}
        />
      )}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
    </Page>
  )
}
