import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { devices } from '@/api/queries/devices'
import { log } from '@/api/queries/logs'
import { formatDuration, prettyJson } from '@/lib/format'
import { CodeBlock, Mono } from '@/ui/Code'
import { Dialog } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { KeyValues } from '@/ui/KeyValues'
import { Pill } from '@/ui/Pill'
import { SkeletonLines } from '@/ui/Skeleton'
import { Time } from '@/ui/Time'
import { TONES } from './LogsPage'
import { useWhat } from './useWhat'

/** One call: what was said and what was answered, with the words and secrets left out. */
export function LogDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const what = useWhat()
  const one = useQuery(log(id))
  const numbers = useQuery(devices())
  const { data } = one
  return (
    <Dialog kind="drawer" wide open onClose={onClose} title={data ? what(data.what) : t('logs.title')}>
      {one.isPending && <SkeletonLines lines={9} />}
      {one.isError && <ErrorState error={one.error} onRetry={() => void one.refetch()} />}
      {data && (
        <div className="grid gap-5">
          <KeyValues
            items={[
              [
                t('logs.result'),
                <Pill key="result" tone={TONES[data.result]}>
                  {t(`logs.results.${data.result}`)}
                </Pill>,
              ],
              data.status !== null && [t('logs.status'), `HTTP ${data.status}`],
              data.error && [t('logs.error'), data.error],
              [t('audit.when'), <Time key="at" at={data.at} as="full" />],
              [t('logs.duration'), formatDuration(data.durationMs, i18n.language)],
              [t('logs.channel'), t(`logs.channels.${data.channel}`)],
              what(data.what) !== data.what && [t('logs.word'), <Mono key="word">{data.what}</Mono>],
              data.url && [
                t('logs.url'),
                <Mono key="url">{[data.method, data.url].filter(Boolean).join(' ')}</Mono>,
              ],
              data.count > 1 && [t('logs.count'), String(data.count)],
              data.deviceId && [
                t('deliveries.detail.device'),
                <Link
                  key="device"
                  to="/devices/$deviceId"
                  params={{ deviceId: data.deviceId }}
                  className="text-accent-text underline"
                >
                  {numbers.data?.find((device) => device.id === data.deviceId)?.name ?? data.deviceId}
                </Link>,
              ],
              data.messageId && [
                t('logs.message'),
                <Link
                  key="message"
                  to="/messages"
                  search={{ open: data.messageId }}
                  className="font-mono text-xs text-accent-text underline"
                >
                  {data.messageId}
                </Link>,
              ],
              data.requestId && [t('logs.requestId'), <Mono key="request">{data.requestId}</Mono>],
              [t('common.id'), <Mono key="id">{data.id}</Mono>],
            ]}
          />
          <div className="grid gap-4 lg:grid-cols-2">
            <Said label={t('deliveries.detail.request')} body={data.request} />
            <Said label={t('deliveries.detail.response')} body={data.response} />
          </div>
          <p className="text-xs text-ink-faint">{t('logs.masked')}</p>
        </div>
      )}
    </Dialog>
  )
}

function Said({ label, body }: { label: string; body: unknown }) {
  const { t } = useTranslation()
  return (
    <section aria-label={label} className="grid content-start gap-2">
      <h3 className="text-sm font-semibold text-ink">{label}</h3>
      {body == null ? (
        <p className="text-sm text-ink-faint">{t('logs.nothing')}</p>
      ) : (
        <CodeBlock label={label} code={prettyJson(body)} />
      )}
    </section>
  )
}
