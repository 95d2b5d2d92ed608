import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Unlink } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { pairing, usePairingByLink } from '@/api/queries/linking'
import { problemOf } from '@/lib/problem'
import { Card } from '@/ui/Card'
import { EmptyState } from '@/ui/EmptyState'
import { ErrorState } from '@/ui/ErrorState'
import { SkeletonLines } from '@/ui/Skeleton'
import { LinkPanel } from './LinkPanel'

const route = getRouteApi('/publicPage/pair/$token')

/** For whoever got a link: it says which company asks, and links the phone without an account. */
export function PairingPage() {
  const { t } = useTranslation()
  const { token } = route.useParams()
  const page = useQuery(pairing(token))
  const { connect, code } = usePairingByLink(token)
  const { data } = page
  const over = problemOf(page.error).status === 404
  return (
    <Card className="w-full max-w-2xl p-5 sm:p-7">
      {over ? (
        <EmptyState icon={Unlink} title={t('linking.page.over')}>
          {t('linking.page.overText')}
        </EmptyState>
      ) : (
        <>
          <h1 className="text-xl font-semibold text-ink">
            {data ? t('linking.page.title', { company: data.company }) : t('linking.page.loading')}
          </h1>
          {data && <p className="mt-1 mb-5 text-sm text-ink-soft">{t('linking.page.text', data)}</p>}
          {!data && page.isError && <ErrorState error={page.error} onRetry={() => void page.refetch()} />}
          {page.isPending && <SkeletonLines lines={6} />}
          {data && (
            <LinkPanel
              linking={{
                ...data,
                state: connect.isPending ? 'CONNECTING' : data.state,
                code: data.code ?? (data.state === 'CODE' ? (code.data ?? null) : null),
              }}
              busy={connect.isPending || code.isPending}
              error={connect.error ?? code.error}
              onCode={(phone) => code.mutate(phone)}
              onConnect={() => connect.mutate()}
              done={<p className="max-w-md text-sm text-ink-soft">{t('linking.page.done', data)}</p>}
            />
          )}
        </>
      )}
    </Card>
  )
}
