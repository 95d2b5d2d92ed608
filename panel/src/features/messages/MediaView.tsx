import { useMutation, useQuery } from '@tanstack/react-query'
import { Download, FileText } from 'lucide-react'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { mediaObjectUrl } from '@/api/queries/media'
import type { Message } from '@/api/types'
import { formatBytes } from '@/lib/format'
import { Button } from '@/ui/Button'
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
      {media.id && PICTURES.includes(media.mimeType ?? '') && <Picture id={media.id} />}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-sm text-ink-soft">
        <FileText aria-hidden className="size-4" />
        <span className="min-w-0">{facts.filter(Boolean).join(' · ')}</span>
        {media.id && <DownloadButton id={media.id} filename={media.filename ?? media.id} />}
        {!media.id && link && <span>{`${t('messages.media.link')}: ${link}`}</span>}
      </div>
    </div>
  )
}

function Picture({ id }: { id: string }) {
  const { t } = useTranslation()
  const picture = useQuery({
    queryKey: ['media', id, 'picture'],
    queryFn: ({ signal }) => mediaObjectUrl(id, signal),
    staleTime: Infinity,
    gcTime: 0,
  })
  const url = picture.data
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url])
  if (picture.isError) return <ErrorState error={picture.error} onRetry={() => void picture.refetch()} />
  if (!url) return <Skeleton className="h-48 w-full" />
  return (
    <img src={url} alt={t('messages.media.alt')} className="max-h-96 max-w-full rounded-md object-contain" />
  )
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
