import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { KeyRound, Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import { apiKeys, useRevokeKey } from '@/api/queries/keys'
import type { ApiKey } from '@/api/types'
import type { Tone } from '@/lib/tone'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { Mono } from '@/ui/Code'
import { ConfirmDialog } from '@/ui/ConfirmDialog'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { Pill } from '@/ui/Pill'
import { SkeletonRows } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { toast } from '@/ui/toast'
import { CreateKeyDialog } from './CreateKeyDialog'

const TONES: Record<ApiKey['state'], Tone> = { active: 'ok', expired: 'warn', revoked: 'idle' }

const route = getRouteApi('/signedIn/api-keys')

export function KeysPage() {
  const { t } = useTranslation()
  const list = useQuery(apiKeys())
  const numbers = useQuery(devices())
  const { add } = route.useSearch()
  const navigate = route.useNavigate()
  const setAdd = (open: boolean) => void navigate({ search: open ? { add: true } : {}, replace: true })
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  const revoke = useRevokeKey()
  const columns = useMemo<Column<ApiKey>[]>(
    () => [
      {
        id: 'name',
        header: t('common.name'),
        sort: (key) => key.name,
        narrow: 'head',
        cell: (key) => (
          <>
            <span className="block font-medium text-ink">{key.name}</span>
            <Mono className="block text-ink-faint md:whitespace-nowrap">{key.hint}</Mono>
          </>
        ),
      },
      {
        id: 'state',
        header: t('common.state'),
        sort: (key) => key.state,
        narrow: 'head',
        cell: (key) => <Pill tone={TONES[key.state]}>{t(`keys.states.${key.state}`)}</Pill>,
      },
      {
        id: 'scopes',
        header: t('keys.scopes'),
        cell: (key) => <Scopes names={key.scopes.map((scope) => t(`keys.scope.${scope}`))} />,
      },
      {
        id: 'devices',
        header: t('keys.devices'),
        className: 'max-lg:hidden',
        cell: (key) =>
          key.deviceIds
            ?.map((id) => numbers.data?.find((device) => device.id === id)?.name ?? id)
            .join(', ') ?? t('keys.allDevices'),
      },
      {
        id: 'used',
        header: t('keys.lastUsed'),
        className: 'whitespace-nowrap',
        cell: (key) => <Time at={key.lastUsedAt} as="relative" />,
      },
      {
        id: 'expires',
        header: t('keys.expires'),
        className: 'whitespace-nowrap',
        cell: (key) => <Time at={key.expiresAt} />,
      },
      {
        id: 'revoke',
        header: t('ui.actions'),
        narrow: 'action',
        className: 'text-right',
        cell: (key) =>
          key.state === 'active' && (
            <Button
              size="sm"
              variant="danger"
              onClick={() => setRevoking(key)}
              aria-label={`${t('keys.revoke.action')}: ${key.name}`}
            >
              {t('keys.revoke.action')}
            </Button>
          ),
      },
    ],
    [t, numbers.data],
  )
  const addButton = (
    <Button variant="primary" onClick={() => setAdd(true)} icon={<Plus aria-hidden className="size-4" />}>
      {t('keys.add')}
    </Button>
  )
  return (
    <Page title={t('keys.title')} hint={t('keys.hint')} actions={addButton}>
      <Card>
        {list.isPending && <SkeletonRows />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.length === 0 && (
          <EmptyState icon={KeyRound} title={t('keys.empty.title')} action={addButton}>
            {t('keys.empty.text')}
          </EmptyState>
        )}
        {list.data && list.data.length > 0 && (
          <DataTable label={t('keys.list')} rows={list.data} columns={columns} rowId={(key) => key.id} />
        )}
      </Card>
      {add && <CreateKeyDialog devices={numbers.data ?? []} onClose={() => setAdd(false)} />}
      <ConfirmDialog
        open={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('keys.revoke.title', { name: revoking?.name ?? '' })}
        action={t('keys.revoke.action')}
        busy={revoke.isPending}
        error={revoke.isError && <ErrorState error={revoke.error} />}
        onConfirm={() =>
          revoking &&
          revoke.mutate(revoking.id, {
            onSuccess: ({ name }) => {
              setRevoking(null)
              toast(t('keys.revoke.done', { name }))
            },
          })
        }
      >
        <p>{t('keys.revoke.text')}</p>
      </ConfirmDialog>
    </Page>
  )
}

/** A few are named; of many, how many, and all of them on demand. */
function Scopes({ names }: { names: readonly string[] }) {
  const { t } = useTranslation()
  const all = names.join(', ')
  if (names.length <= 3) return <span className="text-xs text-ink-soft">{all}</span>
  return (
    <details className="text-xs text-ink-soft">
      <summary className="cursor-pointer">{t('keys.manyScopes', { count: names.length })}</summary>
      {all}
    </details>
  )
}
