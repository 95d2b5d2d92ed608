import { useMutation } from '@tanstack/react-query'
import { CircleAlert, Download, FileText, ImageOff, Play } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '@/api/types'
import { cn } from '@/lib/cn'
import { formatBytes } from '@/lib/format'
import { IconButton } from '@/ui/Button'
import { Skeleton } from '@/ui/Skeleton'
import { FormattedText } from './FormattedText'
import { saveFile, useFile } from './useFile'
import { openViewer } from './viewing'

/** Pictures and films keep this place from the beginning, so that nothing moves when they arrive. */
const BOX = 'h-52 w-64 max-w-full overflow-hidden rounded-md bg-hover'

type Props = { message: Message }

export function PictureBubble({ message }: Props) {
  const { t } = useTranslation()
  const { media, image } = message
  const file = useFile(media?.id ?? null)
  return (
    <Captioned caption={image?.caption}>
      {!media?.id ? (
        <Missing link={image?.link} />
      ) : file.isError ? (
        <Failed onRetry={() => void file.refetch()} />
      ) : file.data ? (
        <button
          type="button"
          aria-label={t('inbox.media.open')}
          onClick={() => openViewer(message.id)}
          className={cn(BOX, 'block cursor-zoom-in')}
        >
          <img
            src={file.data}
            alt={image?.caption ?? t('inbox.media.picture')}
            className="size-full object-cover"
          />
        </button>
      ) : (
        <Skeleton className={BOX} />
      )}
    </Captioned>
  )
}

export function FilmBubble({ message }: Props) {
  const { t, i18n } = useTranslation()
  const { media, video } = message
  const [wanted, setWanted] = useState(false)
  const file = useFile(media?.id ?? null, wanted)
  const round = video?.video_note === true
  return (
    <Captioned caption={video?.caption}>
      {!media?.id ? (
        <Missing link={video?.link} />
      ) : file.isError ? (
        <Failed onRetry={() => void file.refetch()} />
      ) : file.data ? (
        <video
          src={file.data}
          controls
          autoPlay
          playsInline
          loop={video?.gif}
          muted={video?.gif}
          aria-label={t('inbox.media.film')}
          className={cn(BOX, 'object-contain', round && 'size-52 rounded-full object-cover')}
        />
      ) : (
        <button
          type="button"
          onClick={() => setWanted(true)}
          className={cn(
            BOX,
            'grid place-items-center content-center gap-2 text-xs text-ink-soft',
            round && 'size-52 rounded-full',
          )}
        >
          <span className="grid size-11 place-items-center rounded-full bg-raised text-ink shadow-card">
            <Play aria-hidden className={cn('size-5 fill-current', wanted && 'animate-pulse-soft')} />
          </span>
          {t(video?.gif ? 'inbox.media.playGif' : 'inbox.media.playFilm')}
          {media.bytes !== null && ` · ${formatBytes(media.bytes, i18n.language)}`}
        </button>
      )}
    </Captioned>
  )
}

export function StickerBubble({ message }: Props) {
  const { t } = useTranslation()
  const { media } = message
  const file = useFile(media?.id ?? null)
  if (!media?.id) return <Missing link={message.sticker?.link} />
  if (file.isError) return <Failed onRetry={() => void file.refetch()} />
  return file.data ? (
    <img src={file.data} alt={t('words.messageType.sticker')} className="size-32 object-contain" />
  ) : (
    <Skeleton className="size-32" />
  )
}

export function DocumentBubble({ message }: Props) {
  const { t, i18n } = useTranslation()
  const { media, document } = message
  const name = document?.filename ?? media?.filename ?? t('words.messageType.document')
  const save = useMutation({ mutationFn: () => saveFile(media?.id ?? '', name) })
  const kind = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1] ?? media?.mimeType?.split('/').at(-1)
  return (
    <Captioned caption={document?.caption}>
      <div className="flex w-64 max-w-full items-center gap-2.5 rounded-md bg-hover p-2">
        <span className="grid size-9 shrink-0 place-items-center rounded-md bg-raised text-ink-soft">
          <FileText aria-hidden className="size-5" />
        </span>
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium" title={name}>
            {name}
          </span>
          <span className="block text-xs text-ink-soft">
            {[kind?.toUpperCase(), media?.bytes && formatBytes(media.bytes, i18n.language)]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </span>
        {media?.id && (
          <IconButton
            label={t('inbox.media.save', { name })}
            busy={save.isPending}
            onClick={() => save.mutate()}
          >
            <Download aria-hidden className="size-4" />
          </IconButton>
        )}
      </div>
      {save.isError && <Failed onRetry={() => save.mutate()} />}
      {!media?.id && <Missing link={document?.link} />}
    </Captioned>
  )
}

function Captioned({ caption, children }: { caption: string | undefined; children: React.ReactNode }) {
  return (
    <div className="grid grid-cols-1 gap-1">
      {children}
      {caption && (
        <div className="max-w-64">
          <FormattedText text={caption} />
        </div>
      )}
    </div>
  )
}

function Failed({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation()
  return (
    <button
      type="button"
      onClick={onRetry}
      className="flex items-center gap-1.5 rounded-md bg-bad-soft px-2 py-1.5 text-xs text-bad-text"
    >
      <CircleAlert aria-hidden className="size-3.5 shrink-0" />
      {t('inbox.media.failed')} <span className="font-semibold underline">{t('common.retry')}</span>
    </button>
  )
}

/** The hub holds no file: it was sent by a link, or WhatsApp no longer has it. */
function Missing({ link }: { link: string | undefined }) {
  const { t } = useTranslation()
  return (
    <p className="flex items-center gap-1.5 text-xs text-ink-soft">
      <ImageOff aria-hidden className="size-3.5 shrink-0" />
      <span className="min-w-0 [overflow-wrap:anywhere]">
        {link ? t('inbox.media.byLink', { link }) : t('inbox.media.missing')}
      </span>
    </p>
  )
}
