import { getRouteApi, Link } from '@tanstack/react-router'
import { LayoutTemplate, Plus } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useEndless } from '@/api/useEndless'
import { useMayManage } from '@/api/queries/me'
import { templates } from '@/api/queries/templates'
import type { Template } from '@/api/types'
import { Button, buttonClass } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Input, Select } from '@/ui/Input'
import { Page } from '@/ui/Page'
import { QualityPill } from '@/ui/show/QualityPill'
import { SkeletonRows } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { CATEGORIES } from './draft'
import type { TemplateSearch } from './search'
import { templateQuery } from './search'
import { SyncButton, SyncStatus } from './SyncStatus'
import { TemplatePill } from './TemplatePill'

const route = getRouteApi('/signedIn/templates')
const STATUSES = ['APPROVED', 'PENDING', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL', 'DELETED'] as const

export function TemplatesPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayManage = useMayManage()
  const query = templateQuery(search)
  const { list, items, more } = useEndless(templates(query))
  const filtered = Object.keys(query).length > 0
  const change = (changed: Partial<TemplateSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  const columns = useMemo<Column<Template>[]>(
    () => [
      {
        id: 'name',
        header: t('common.name'),
        narrow: 'head',
        cell: (template) => (
          <span className="grid min-w-0">
            <span className="font-mono text-xs font-medium [overflow-wrap:anywhere] text-ink">
              {template.name}
            </span>
            <span className="max-w-md truncate text-xs text-ink-faint max-md:max-w-56">{template.body}</span>
          </span>
        ),
      },
      {
        id: 'status',
        header: t('common.state'),
        narrow: 'head',
        cell: (template) => <TemplatePill status={template.status} />,
      },
      { id: 'language', header: t('templates.language'), cell: (template) => template.language },
      {
        id: 'category',
        header: t('templates.category'),
        cell: (template) => (
          <span>
            {template.category}
            {template.previousCategory && (
              <span className="block text-xs text-ink-faint">
                {t('templates.wasCategory', { category: template.previousCategory })}
              </span>
            )}
          </span>
        ),
      },
      {
        id: 'quality',
        header: t('devices.quality'),
        className: 'max-lg:hidden',
        cell: (template) => <QualityPill quality={template.quality} />,
      },
      {
        id: 'changed',
        header: t('templates.changed'),
        className: 'max-lg:hidden',
        narrow: 'hidden',
        cell: (template) => <Time at={template.changedAt} as="relative" />,
      },
    ],
    [t],
  )
  const create = mayManage && (
    <Link to="/templates/new" className={buttonClass({ variant: 'primary' })}>
      <Plus aria-hidden className="size-4" />
      {t('templates.create')}
    </Link>
  )
  return (
    <Page
      title={t('templates.title')}
      hint={t('templates.hint')}
      actions={
        mayManage && (
          <>
            <SyncButton />
            {create}
          </>
        )
      }
    >
      <div
        role="group"
        aria-label={t('templates.filters')}
        className="grid grid-cols-2 gap-2 sm:flex sm:flex-wrap"
      >
        <Input
          type="search"
          className="sm:w-56"
          aria-label={t('templates.search')}
          placeholder={t('templates.search')}
          defaultValue={search.q ?? ''}
          onChange={(event) => change({ q: event.target.value || undefined })}
        />
        <Select
          className="sm:w-44"
          aria-label={t('common.state')}
          value={search.status ?? ''}
          onChange={(event) => change({ status: event.target.value || undefined })}
        >
          <option value="">{t('templates.allStatuses')}</option>
          {STATUSES.map((status) => (
            <option key={status}>{status}</option>
          ))}
        </Select>
        <Select
          className="sm:w-48"
          aria-label={t('templates.category')}
          value={search.category ?? ''}
          onChange={(event) => change({ category: event.target.value || undefined })}
        >
          <option value="">{t('templates.allCategories')}</option>
          {CATEGORIES.map((category) => (
            <option key={category}>{category}</option>
          ))}
        </Select>
        {filtered && (
          <Button variant="ghost" onClick={() => void navigate({ search: {}, replace: true })}>
            {t('common.clearFilters')}
          </Button>
        )}
      </div>
      <SyncStatus />
      <Card>
        {list.isPending && <SkeletonRows rows={8} />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data && items.length === 0 && (
          <EmptyState
            icon={LayoutTemplate}
            title={filtered ? t('templates.empty.filtered') : t('templates.empty.title')}
            action={!filtered && create}
          >
            {!filtered && t('templates.empty.text')}
          </EmptyState>
        )}
        {items.length > 0 && (
          <DataTable
            label={t('templates.title')}
            rows={items}
            columns={columns}
            rowId={(template) => template.id}
            onOpen={(template) =>
              void navigate({ to: '/templates/$templateId', params: { templateId: template.id } })
            }
            openLabel={(template) => t('templates.open', { name: template.name })}
          />
        )}
      </Card>
      {list.hasNextPage && (
        <div className="text-center">
          <Button busy={list.isFetchingNextPage} onClick={more}>
            {t('common.loadMore')}
          </Button>
        </div>
      )}
    </Page>
  )
}
