import { useQuery } from '@tanstack/react-query'
import { UserPlus, Users } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { me } from '@/api/queries/me'
import { users } from '@/api/queries/users'
import type { User } from '@/api/types'
import type { Tone } from '@/lib/tone'
import { Button } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { type Column, DataTable } from '@/ui/DataTable'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { Pill } from '@/ui/Pill'
import { SkeletonRows } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { InviteDialog } from './InviteDialog'
import { UserMenu } from './UserMenu'

const TONES: Record<User['state'], Tone> = { active: 'ok', invited: 'info', disabled: 'idle' }

export function TeamPage() {
  const { t } = useTranslation()
  const list = useQuery(users())
  const { data: self } = useQuery(me())
  const ownId = self?.user.id
  const [inviting, setInviting] = useState(false)
  const columns = useMemo<Column<User>[]>(
    () => [
      {
        id: 'name',
        header: t('common.name'),
        sort: (user) => user.name,
        narrow: 'head',
        cell: (user) => (
          <span className="font-medium text-ink">
            {user.name}
            {user.id === ownId && (
              <span className="ml-1.5 font-normal text-ink-faint">{`(${t('team.you')})`}</span>
            )}
          </span>
        ),
      },
      {
        id: 'state',
        header: t('common.state'),
        narrow: 'head',
        cell: (user) => <Pill tone={TONES[user.state]}>{t(`team.states.${user.state}`)}</Pill>,
      },
      { id: 'email', header: t('common.email'), sort: (user) => user.email, cell: (user) => user.email },
      {
        id: 'role',
        header: t('team.role'),
        sort: (user) => user.role,
        cell: (user) => t(`auth.roles.${user.role}`),
      },
      {
        id: 'factor',
        header: t('team.factor.column'),
        sort: (user) => String(user.secondFactor),
        cell: (user) =>
          user.secondFactor ? (
            <Pill tone="ok">{t('team.factor.on')}</Pill>
          ) : (
            <span>{t('team.factor.off')}</span>
          ),
      },
      {
        id: 'login',
        header: t('team.lastLogin'),
        sort: (user) => user.lastLoginAt ?? '',
        cell: (user) => <Time at={user.lastLoginAt} as="relative" />,
      },
      {
        id: 'actions',
        header: t('ui.actions'),
        narrow: 'action',
        className: 'text-right',
        cell: (user) => user.id !== ownId && <UserMenu user={user} />,
      },
    ],
    [t, ownId],
  )
  return (
    <Page
      title={t('team.title')}
      hint={t('team.hint')}
      actions={
        <Button
          variant="primary"
          onClick={() => setInviting(true)}
          icon={<UserPlus aria-hidden className="size-4" />}
        >
          {t('team.invite')}
        </Button>
      }
    >
      <Card>
        {list.isPending && <SkeletonRows />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.length === 0 && (
          <EmptyState icon={Users} title={t('team.empty.title')}>
            {t('team.empty.text')}
          </EmptyState>
        )}
        {list.data && list.data.length > 0 && (
          <DataTable label={t('team.list')} rows={list.data} columns={columns} rowId={(user) => user.id} />
        )}
      </Card>
      {inviting && <InviteDialog onClose={() => setInviting(false)} />}
    </Page>
  )
}
