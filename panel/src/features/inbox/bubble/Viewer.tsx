import { ChevronLeft, ChevronRight, Download, X, ZoomIn, ZoomOut } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Message } from '@/api/types'
import { cn } from '@/lib/cn'
import { formatDateTime } from '@/lib/format'
import { IconButton } from '@/ui/Button'
import { Skeleton } from '@/ui/Skeleton'
import { timeOf } from '../thread/rows'
import { saveFile, useFile } from './useFile'
import { closeViewer, openViewer, useShown } from './viewing'

/** The pictures of the thread in full size: arrows go from one to the next, + and − make it larger, Esc closes. */
export function Viewer({ messages }: { messages: readonly Message[] }) {
  const shown = useShown()
  if (shown === null) return null
  const pictures = messages.filter((each) => each.type === 'image' && each.media?.id)
  const index = pictures.findIndex(({ id }) => id === shown)
  const picture = pictures[index]
  return picture ? (
    <Picture key={picture.id} picture={picture} before={pictures[index - 1]} after={pictures[index + 1]} />
  ) : null
}

type Props = { picture: Message; before: Message | undefined; after: Message | undefined }

function Picture({ picture, before, after }: Props) {
  const { t, i18n } = useTranslation()
  const [large, setLarge] = useState(false)
  const file = useFile(picture.media?.id ?? null)
  const go = (message: Message | undefined) => message && openViewer(message.id)
  function pressed({ key }: KeyboardEvent) {
    if (key === 'ArrowLeft') go(before)
    if (key === 'ArrowRight') go(after)
    if (key === '+') setLarge(true)
    if (key === '-') setLarge(false)
  }
  const ZoomIcon = large ? ZoomOut : ZoomIn
  return (
    <Radix.Root open onOpenChange={(open) => !open && closeViewer()}>
      <Radix.Portal>
        <Radix.Content
          data-modal
          aria-describedby={undefined}
          onKeyDown={pressed}
          className="fixed inset-0 z-50 flex flex-col bg-bg outline-none"
        >
          <header className="flex h-13 shrink-0 items-center gap-1 border-b bg-surface px-3">
            <div className="min-w-0 flex-1">
              <Radix.Title className="truncate text-sm font-medium text-ink">
                {picture.image?.caption ?? t('inbox.media.picture')}
              </Radix.Title>
              <p className="text-xs text-ink-soft">{formatDateTime(timeOf(picture), i18n.language)}</p>
            </div>
            <IconButton
              label={large ? t('inbox.media.smaller') : t('inbox.media.larger')}
              onClick={() => setLarge(!large)}
            >
              <ZoomIcon aria-hidden className="size-4.5" />
            </IconButton>
            <IconButton
              label={t('inbox.media.save', { name: t('inbox.media.picture') })}
              onClick={() => void saveFile(picture.media?.id ?? '', picture.media?.filename ?? picture.id)}
            >
              <Download aria-hidden className="size-4.5" />
            </IconButton>
            <Radix.Close asChild>
              <IconButton label={t('common.close')}>
                <X aria-hidden className="size-4.5" />
              </IconButton>
            </Radix.Close>
          </header>
          <div className="relative min-h-0 flex-1">
            <div
              className="grid size-full place-items-center overflow-auto p-4"
              tabIndex={0}
              role="group"
              aria-label={t('inbox.media.picture')}
            >
              {file.data ? (
                <img
                  src={file.data}
                  alt={picture.image?.caption ?? t('inbox.media.picture')}
                  className={cn(large ? 'max-w-none' : 'max-h-full max-w-full object-contain')}
                />
              ) : (
                <Skeleton className="h-2/3 w-2/3" />
              )}
            </div>
            {before && (
              <IconButton
                label={t('inbox.media.before')}
                onClick={() => go(before)}
                className="absolute top-1/2 left-3 rounded-full bg-raised shadow-raised"
              >
                <ChevronLeft aria-hidden className="size-5" />
              </IconButton>
            )}
            {after && (
              <IconButton
                label={t('inbox.media.after')}
                onClick={() => go(after)}
                className="absolute top-1/2 right-3 rounded-full bg-raised shadow-raised"
              >
                <ChevronRight aria-hidden className="size-5" />
              </IconButton>
            )}
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
