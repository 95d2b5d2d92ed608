import { useMutation, useQuery } from '@tanstack/react-query'
import { Download, FileText } from 'lucide-react'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { mediaObjectUrl } from '@/api/queries/media'
import type { Message } from '@/api/types'
import { cn } from '@/lib/cn'
import { formatBytes } from '@/lib/format'
import { Button } from '@/ui/Button'
import { Dialog } from '@/ui/Dialog'
import { ErrorState } from '@/ui/ErrorState'
import { Skeleton } from '@/ui/Skeleton'

type Media = NonNullable<Message['media']>

const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']

export function MediaView({ media, link }: { media: Media; link?: string }) {
  const { t, i18n } = useTranslation()
  const facts = [
    media.filename,
    media.mimeType,
    media.bytes !== null && formatBytes(media.bytes, i18n.language),
  ]
  return (
    <div className="grid gap-2">
      {media.id && <Shown id={media.id} mimeType={media.mimeType ?? ''} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-soft">
        <FileText aria-hidden className="size-4" />
        <span className="min-w-0">{facts.filter(Boolean).join(' · ')}</span>
        {media.id && <DownloadButton id={media.id} filename={media.filename ?? media.id} />}
        {!media.id && link && <span>{`${t('messages.media.link')}: ${link}`}</span>}
      </div>
    </div>
  )
}

/** What a browser can show or play; everything else is there to be downloaded. */
function Shown({ id, mimeType }: { id: string; mimeType: string }) {
  const { t } = useTranslation()
  if (PICTURES.includes(mimeType)) {
    return (
      <Fetched id={id} className="h-48">
        {(url) => <Picture url={url} />}
      </Fetched>
    )
  }
  if (mimeType.startsWith('audio/')) {
    return (
      <Fetched id={id} className="h-13">
        {(url) => <audio controls src={url} aria-label={t('messages.media.audio')} className="w-full" />}
      </Fetched>
    )
  }
  if (mimeType.startsWith('video/')) {
    return (
      <Fetched id={id} className="h-48">
        {(url) => (
          <video
            controls
            playsInline
            src={url}
            aria-label={t('messages.media.video')}
            className="max-h-96 w-full rounded-md bg-sunken"
          />
        )}
      </Fetched>
    )
  }
  return null
}

function Picture({ url }: { url: string }) {
  const { t } = useTranslation()
  const [large, setLarge] = useState(false)
  const picture = (className: string) => <img src={url} alt={t('messages.media.alt')} className={className} />
  return (
    <>
      <button
        type="button"
        title={t('messages.media.enlarge')}
        onClick={() => setLarge(true)}
        className="cursor-zoom-in justify-self-start"
      >
        {picture('max-h-96 max-w-full rounded-md object-contain')}
      </button>
      <Dialog open={large} wide onClose={() => setLarge(false)} title={t('messages.media.alt')}>
        {picture('mx-auto max-w-full')}
      </Dialog>
    </>
  )
}

type FetchedProps = { id: string; className: string; children: (url: string) => ReactNode }

/** The file by an address that lives as long as it is shown. It keeps its place while it is on its way. */
function Fetched({ id, className, children }: FetchedProps) {
  const file = useQuery({
    queryKey: ['media', id, 'file'],
    queryFn: ({ signal }) => mediaObjectUrl(id, signal),
    staleTime: Infinity,
    gcTime: 0,
  })
  const url = file.data
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url])
  if (file.isError) return <ErrorState error={file.error} onRetry={() => void file.refetch()} />
  if (!url) return <Skeleton className={cn('w-full', className)} />
  return children(url)
}

function DownloadButton({ id, filename }: { id: string; filename: string }) {
  const { t } = useTranslation()
  const download = useMutation({
    mutationFn: async () => {
      const url = await mediaObjectUrl(id)
      const anchor = document.createElement('a')
      anchor.href = url
      anchor.download = filename
      anchor.click()
      setTimeout(() => URL.revokeObjectURL(url), 10_000)
    },
  })
  return (
    <>
      <Button
        size="sm"
        busy={download.isPending}
        onClick={() => download.mutate()}
        icon={<Download aria-hidden className="size-3.5" />}
      >
        {t('messages.media.download')}
      </Button>
      {download.isError && <ErrorState error={download.error} />}
    </>
  )
}
