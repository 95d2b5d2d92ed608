import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { CloudCog, Plus, Smartphone } from 'lucide-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import { useMayManage } from '@/api/queries/me'
import type { Device } from '@/api/types'
import { formatNumber } from '@/lib/format'
import { Button, buttonClass } from '@/ui/Button'
import { Card } from '@/ui/Card'
import { type Column, DataTable } from '@/ui/DataTable'
import { DevicePill } from '@/ui/DevicePill'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { Page } from '@/ui/Page'
import { Pill } from '@/ui/Pill'
import { SkeletonRows } from '@/ui/Skeleton'
import { QualityPill } from '@/ui/show/QualityPill'
import { Time } from '@/ui/Time'
import { AddDeviceDialog } from './AddDeviceDialog'
import { ModeSwitch } from './ModeSwitch'

const route = getRouteApi('/signedIn/devices')

export function DevicesPage() {
  const { t, i18n } = useTranslation()
  const list = useQuery(devices())
  const mayManage = useMayManage()
  const { add } = route.useSearch()
  const navigate = route.useNavigate()
  const setAdd = (open: boolean) => void navigate({ search: open ? { add: true } : {}, replace: true })
  const columns = useMemo<Column<Device>[]>(
    () => [
      {
        id: 'name',
        header: t('common.name'),
        sort: (device) => device.name,
        narrow: 'head',
        cell: (device) => (
          <span className="font-medium text-ink">
            {device.name}
            {device.labels.length > 0 && (
              <span className="block text-xs font-normal text-ink-faint">{device.labels.join(' · ')}</span>
            )}
          </span>
        ),
      },
      {
        id: 'state',
        header: t('common.state'),
        sort: (device) => device.state,
        narrow: 'head',
        cell: (device) => (
          <span className="inline-flex flex-wrap gap-1">
            <DevicePill state={device.state} />
            {device.paused && device.state !== 'PAUSED' && (
              <Pill tone="warn">{t('words.deviceState.PAUSED')}</Pill>
            )}
          </span>
        ),
      },
      {
        id: 'phone',
        header: t('devices.phone'),
        cell: (device) =>
          device.phone ? (
            <span className="tabular-nums">{device.phone}</span>
          ) : (
            <span className="text-ink-faint">{t('devices.noPhone')}</span>
          ),
      },
      {
        id: 'transport',
        header: t('devices.transport'),
        className: 'max-lg:hidden',
        narrow: 'hidden',
        cell: (device) => t(`devices.transports.${device.transport}`),
      },
      {
        id: 'quality',
        header: t('devices.quality'),
        sort: (device) => device.quality,
        className: 'max-xl:hidden',
        cell: (device) => <QualityPill quality={device.quality} />,
      },
      {
        id: 'limits',
        header: t('devices.facts.sentToday'),
        sort: (device) => device.limits.sentToday,
        className: 'max-xl:hidden',
        cell: ({ limits }) => (
          <span className="tabular-nums">
            {limits.messagesPerDay === null
              ? formatNumber(limits.sentToday, i18n.language)
              : t('devices.facts.ofQuota', {
                  sent: formatNumber(limits.sentToday, i18n.language),
                  quota: formatNumber(limits.messagesPerDay, i18n.language),
                })}
          </span>
        ),
      },
      {
        id: 'lastIn',
        header: t('devices.lastIn'),
        sort: (device) => device.lastInboundAt ?? '',
        cell: (device) => <Time at={device.lastInboundAt} as="relative" />,
      },
      {
        id: 'lastOut',
        header: t('devices.lastOut'),
        sort: (device) => device.lastOutboundAt ?? '',
        cell: (device) => <Time at={device.lastOutboundAt} as="relative" />,
      },
    ],
    [t, i18n.language],
  )
  const addButton = mayManage && (
    <Button variant="primary" onClick={() => setAdd(true)} icon={<Plus aria-hidden className="size-4" />}>
      {t('devices.add')}
    </Button>
  )
  return (
    <Page
      title={t('devices.title')}
      hint={t('devices.hint')}
      actions={
        <>
          <Link to="/devices/meta" className={buttonClass()}>
            <CloudCog aria-hidden className="size-4" />
            {t('connection.title')}
          </Link>
          {addButton}
        </>
      }
    >
      <ModeSwitch mayManage={mayManage} />
      <Card>
        {list.isPending && <SkeletonRows />}
        {list.isError && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
        {list.data?.length === 0 && (
          <EmptyState icon={Smartphone} title={t('devices.empty.title')} action={addButton}>
            {mayManage ? t('devices.empty.text') : t('devices.empty.agent')}
          </EmptyState>
        )}
        {list.data && list.data.length > 0 && (
          <DataTable
            label={t('devices.list')}
            rows={list.data}
            columns={columns}
            rowId={(device) => device.id}
            onOpen={(device) => void navigate({ to: '/devices/$deviceId', params: { deviceId: device.id } })}
            openLabel={(device) => t('devices.open', { name: device.name })}
          />
        )}
      </Card>
      {add && mayManage && <AddDeviceDialog onClose={() => setAdd(false)} />}
    </Page>
  )
}
