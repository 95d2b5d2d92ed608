import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { messages } from '@/api/queries/messages'
import type { Device, DeviceTestRequest, Message, MessageStatus, TestStep } from '@/api/types'
import { Step } from './Step'

const TAKEN: readonly MessageStatus[] = ['sent', 'delivered', 'read', 'played']
const ARRIVED: readonly MessageStatus[] = ['delivered', 'read', 'played']

type Props = { device: Device; request: DeviceTestRequest; startedAt: number }

/** While the test runs its answer is not there yet, but its message already moves: the steps tick off as it does. */
export function WatchedSteps({ device, request, startedAt }: Props) {
  const { t } = useTranslation()
  const since = new Date(startedAt - 2000).toISOString()
  const seen = useInfiniteQuery({
    ...messages({ deviceId: device.id, since }),
    enabled: request.to !== undefined,
    refetchInterval: 1000,
  })
  const list = seen.data?.pages[0]?.data ?? []
  const sent = list.find((message) => message.direction === 'outbound' && message.to.phone === request.to)
  const answer = list.find((message) => message.direction === 'inbound' && message.from.phone === request.to)
  return (
    <ul className="grid gap-2" aria-live="polite">
      <Step label={t(`devices.test.online.${device.transport}`)} step={reached(sent, TAKEN)} pending />
      {request.to && (
        <>
          <Step label={t('devices.test.steps.accepted')} step={reached(sent, TAKEN)} pending />
          <Step label={t('devices.test.steps.delivered')} step={reached(sent, ARRIVED)} pending />
        </>
      )}
      {request.waitForReplySeconds && (
        <Step
          label={t('devices.test.steps.answered')}
          step={answer ? { ok: true, at: answer.createdAt, detail: null } : null}
          pending
        />
      )}
    </ul>
  )
}

function reached(message: Message | undefined, statuses: readonly MessageStatus[]): TestStep | null {
  const change = message?.statusHistory.find(({ status }) => statuses.includes(status))
  return change ? { ok: true, at: change.at, detail: null } : null
}
